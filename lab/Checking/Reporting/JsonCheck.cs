namespace LearnLoadBalancer.Lab.Checking.Reporting;

/// <summary>A check as it stands in the JSON report.</summary>
internal sealed record JsonCheck(
    string Id,
    int Level,
    string Title,
    string Verdict,
    double Seconds,
    string? Expected,
    string? Came,
    string? Reason,
    string? Note,
    IReadOnlyList<string> Steps,
    string? Sent,
    string? Received,
    string? Curl,
    string? Start,
    string? Cause,
    string Hint,
    string Chapter,
    IReadOnlyList<string> ProgramOutput,
    IReadOnlyList<JsonEvent> Timeline)
{
    public static JsonCheck From(CheckOutcome outcome) => new(
        outcome.Check.Id,
        outcome.Check.Level,
        outcome.Check.Title,
        Word(outcome.Verdict),
        Math.Round(outcome.Duration.TotalSeconds, 3),
        outcome.Expected,
        outcome.Came,
        outcome.Reason,
        outcome.Note,
        outcome.Steps,
        outcome.Evidence.Sent,
        outcome.Evidence.Received,
        outcome.Evidence.Curl,
        outcome.Evidence.Start,
        outcome.Cause,
        outcome.Hint,
        outcome.Chapter,
        outcome.ProgramOutput,
        JsonEvent.From(outcome.Timeline));

    public static string Word(Verdict verdict) => verdict switch
    {
        Checking.Verdict.Passed => "passed",
        Checking.Verdict.Failed => "failed",
        _ => "could not tell",
    };
}
