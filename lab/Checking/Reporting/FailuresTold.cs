namespace LearnLoadBalancer.Lab.Checking.Reporting;

/// <summary>The failures that were explained so far in a run: the same one again is a line.</summary>
internal sealed class FailuresTold
{
    private readonly List<CheckOutcome> _told = [];

    /// <summary>What to say beneath an outcome's line. Null: nothing.</summary>
    public string? Explain(CheckOutcome outcome)
    {
        if (outcome.Verdict == Verdict.Passed)
        {
            return null;
        }

        if (_told.Find(earlier => IsSame(earlier, outcome)) is { } first)
        {
            return OutcomeText.ExplainAgain(outcome, first);
        }

        _told.Add(outcome);
        return OutcomeText.Explain(outcome);
    }

    /// <summary>An end, of the same cause as far as the program's words show: only numbers and addresses may differ in them.</summary>
    private static bool IsSame(CheckOutcome one, CheckOutcome other) =>
        one.HasEnded && other.HasEnded && one.Came == other.Came && one.Cause == other.Cause && LastWords(one) == LastWords(other);

    private static string LastWords(CheckOutcome outcome) =>
        string.Concat((outcome.ProgramOutput.LastOrDefault(line => line.Trim().Length > 0) ?? "").Where(c => !char.IsAsciiDigit(c)));
}
