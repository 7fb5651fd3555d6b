using LearnLoadBalancer.Lab.Checking.Reporting;

namespace LearnLoadBalancer.Lab.Checking.Grading;

/// <summary>A submission as it stands in the JSON report. <c>run</c> is what <c>lab check --json</c> writes.</summary>
internal sealed record JsonGrade(string Name, string? Command, string Verdict, string Remark, JsonRun? Run)
{
    public static JsonGrade From(Grade grade) => new(
        grade.Submission.Name,
        grade.Command,
        JsonCheck.Word(grade.Verdict),
        grade.Remark,
        grade.Report is null ? null : JsonRun.From(grade.Report));
}
