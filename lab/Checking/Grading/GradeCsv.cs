using System.Globalization;

namespace LearnLoadBalancer.Lab.Checking.Grading;

/// <summary>A class as a table for a spreadsheet (RFC 4180): one row each, one column for every check.</summary>
internal static class GradeCsv
{
    public static string Write(IReadOnlyList<Grade> grades, IReadOnlyList<Check> checks)
    {
        IEnumerable<string> header =
            ["name", "verdict", "passed", "failed", "could not tell", "seconds", "remark", .. checks.Select(check => check.Id)];
        return string.Concat(grades.Select(grade => Row(grade, checks)).Prepend(header).Select(Line));
    }

    private static IEnumerable<string> Row(Grade grade, IReadOnlyList<Check> checks) =>
    [
        grade.Submission.Name,
        Reporting.JsonCheck.Word(grade.Verdict),
        Number(grade.Report?.Passed ?? 0),
        Number(grade.Report?.Failed ?? 0),
        Number(grade.Report?.CouldNotTell ?? checks.Count),
        Number(Math.Round(grade.Report?.Duration.TotalSeconds ?? 0, 1)),
        grade.Remark,
        .. checks.Select(check => grade.Report?.Outcomes.FirstOrDefault(outcome => outcome.Check == check) is { } outcome
            ? Reporting.JsonCheck.Word(outcome.Verdict)
            : Reporting.JsonCheck.Word(Verdict.CouldNotTell)),
    ];

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Line(IEnumerable<string> fields) => string.Join(',', fields.Select(Field)) + "\r\n";

    /// <summary>A field with a comma, a quote or a line end stands in quotes. A spreadsheet takes one that begins with = for a formula.</summary>
    private static string Field(string text)
    {
        if (text is ['=' or '+' or '-' or '@', ..])
        {
            text = "'" + text;
        }

        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
