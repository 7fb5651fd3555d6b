namespace LearnLoadBalancer.Lab.Checking.Grading;

/// <summary>What came of one submission.</summary>
/// <param name="Submission">Whose.</param>
/// <param name="Command">How it was started; null when that was not to be found out.</param>
/// <param name="Report">The run; null when there was none.</param>
/// <param name="Trouble">Why there was none.</param>
internal sealed record Grade(Submission Submission, string? Command, RunReport? Report, string? Trouble)
{
    public Verdict Verdict => Report?.Verdict ?? Verdict.CouldNotTell;

    /// <summary>The first thing to say about it: the first failure, else the first doubt; empty when all is well.</summary>
    public string Remark => First(Verdict.Failed) ?? First(Verdict.CouldNotTell) ?? Trouble ?? "";

    private string? First(Verdict verdict) =>
        Report?.Outcomes.FirstOrDefault(outcome => outcome.Verdict == verdict) is { } outcome
            ? $"{outcome.Check.Id}: {outcome.Reason ?? $"expected {outcome.Expected}; came {outcome.Came}"}"
            : null;
}
