namespace LearnLoadBalancer.Lab.Checking.Reporting;

/// <summary>A run as it stands in the JSON report.</summary>
/// <remarks>
/// <c>format</c> is the version of this form. <c>verdict</c> is "passed", "failed" or "could not tell",
/// here and for each check. <c>balances</c> is "connections", "requests", or null when it was not found out.
/// </remarks>
internal sealed record JsonRun(
    int Format,
    int Level,
    string Program,
    string Verdict,
    int ExitCode,
    int Passed,
    int Failed,
    int CouldNotTell,
    int Seed,
    double IntervalSeconds,
    string? Balances,
    DateTimeOffset Started,
    double Seconds,
    IReadOnlyList<JsonCheck> Checks)
{
    public static JsonRun From(RunReport report) => new(
        Format: 1,
        report.Level,
        report.Program,
        JsonCheck.Word(report.Verdict),
        report.ExitCode,
        report.Passed,
        report.Failed,
        report.CouldNotTell,
        report.Seed,
        report.Interval.TotalSeconds,
        report.Kind?.ToString().ToLowerInvariant(),
        report.Started,
        Math.Round(report.Duration.TotalSeconds, 3),
        [.. report.Outcomes.Select(outcome => JsonCheck.From(outcome))]);
}
