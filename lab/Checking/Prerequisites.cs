namespace LearnLoadBalancer.Lab.Checking;

/// <summary>What a check builds on: <see cref="Check.Needs"/>.</summary>
internal static class Prerequisites
{
    /// <summary>Requires that all of them have passed, as far as they were run.</summary>
    /// <exception cref="CannotTellException">One has not. The first that fell is named, and not the last of a row: it is the one to mend.</exception>
    public static void Require(Check check, IReadOnlyList<CheckOutcome> before)
    {
        if (FirstUnmet(check, before) is { } unmet)
        {
            throw new CannotTellException(unmet.Verdict == Verdict.Failed
                ? $"It builds on '{unmet.Check.Id}', which failed. Mend that first."
                : $"It builds on '{unmet.Check.Id}', which could not be judged either.");
        }
    }

    private static CheckOutcome? FirstUnmet(Check check, IReadOnlyList<CheckOutcome> before)
    {
        foreach (string id in check.Needs)
        {
            // One in which the program ended says nothing of what this one builds on.
            if (before.FirstOrDefault(outcome => outcome.Check.Id == id) is { Verdict: not Verdict.Passed, HasEnded: false } unmet)
            {
                return unmet.Verdict == Verdict.CouldNotTell && FirstUnmet(unmet.Check, before) is { } deeper ? deeper : unmet;
            }
        }

        return null;
    }
}
