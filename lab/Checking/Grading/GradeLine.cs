using System.Globalization;
using LearnLoadBalancer.Lab.Checking.Reporting;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Checking.Grading;

/// <summary>A submission as a row of a table.</summary>
internal static class GradeLine
{
    private const int RemarkWidth = 100;

    public const string Header = "name                     verdict        passed failed  ?    time  remark";

    /// <summary>One line; a remark that is too long for it goes on below, as a whole.</summary>
    public static string Write(Grade grade)
    {
        string row = string.Create(
            CultureInfo.InvariantCulture,
            $"{grade.Submission.Name,-24} {OutcomeText.Word(grade.Verdict),-14} {grade.Report?.Passed ?? 0,6} {grade.Report?.Failed ?? 0,6} {grade.Report?.CouldNotTell ?? 0,2} {grade.Report?.Duration.TotalSeconds ?? 0,5:0.0} s");
        string remark = string.Join("\n    ", Wrapping.Wrap(grade.Remark.ReplaceLineEndings(" "), RemarkWidth));
        string gap = grade.Remark.Length > RemarkWidth ? "\n    " : "  ";
        return TerminalText.Plain($"{row}{(grade.Remark.Length == 0 ? "" : gap)}{remark}").ReplaceLineEndings();
    }
}
