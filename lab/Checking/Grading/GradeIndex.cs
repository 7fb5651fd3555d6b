using LearnLoadBalancer.Lab.Checking.Reporting;
using LearnLoadBalancer.Lab.Pages;

namespace LearnLoadBalancer.Lab.Checking.Grading;

/// <summary>A class as one page: a row each, which leads to the report on that program.</summary>
internal static class GradeIndex
{
    public static string Write(RunOptions options, IReadOnlyList<Grade> grades) =>
        HtmlPage.Write($"Level {options.Level}: {grades.Count} programs", HtmlStyle.Css, Body(options, grades));

    private static IEnumerable<Html> Body(RunOptions options, IReadOnlyList<Grade> grades)
    {
        yield return Html.Of($"""
            <h1>Level {options.Level}: {grades.Count} programs</h1>
            <p class="sum">{grades.Count(grade => grade.Verdict == Verdict.Passed)} passed everything &middot; seed {options.Seed}
            &middot; health interval {options.Interval.TotalSeconds:0.#} s</p>
            <table><tr><th>name</th><th>verdict</th><th>passed</th><th>failed</th><th>could not tell</th><th>time</th><th>remark</th></tr>
            {Html.Join(grades.Select(Row))}</table>

            """);
    }

    private static Html Row(Grade grade) => Html.Of($"""
        <tr><td>{Name(grade)}</td><td>{OutcomeText.Word(grade.Verdict)}</td><td>{grade.Report?.Passed}</td><td>{grade.Report?.Failed}</td>
        <td>{grade.Report?.CouldNotTell}</td><td>{(grade.Report is null ? "" : OutcomeText.Seconds(grade.Report.Duration))}</td><td>{grade.Remark}</td></tr>

        """);

    /// <summary>Where there was no run there is no page.</summary>
    private static Html Name(Grade grade) => grade.Report is null
        ? Html.Of($"{grade.Submission.Name}")
        : Html.Of($"<a href=\"{Uri.EscapeDataString(grade.Submission.Name)}/index.html\">{grade.Submission.Name}</a>");
}
