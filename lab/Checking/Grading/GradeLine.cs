using System.Globalization;

namespace LearnLoadBalancer.Lab.Checking.Grading;

/// <summary>A submission as one line of a table.</summary>
internal static class GradeLine
{
    private const int RemarkWidth = 100;

    public const string Header = "name                     verdict        passed failed  ?    time  remark";

    public static string Write(Grade grade)
    {
        string remark = grade.Remark.Length > RemarkWidth ? $"{grade.Remark[..RemarkWidth]}…" : grade.Remark;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{grade.Submission.Name,-24} {Reporting.OutcomeText.Word(grade.Verdict),-14} {grade.Report?.Passed ?? 0,6} {grade.Report?.Failed ?? 0,6} {grade.Report?.CouldNotTell ?? 0,2} {grade.Report?.Duration.TotalSeconds ?? 0,5:0.0} s  {remark}").TrimEnd();
    }
}
