namespace LearnLoadBalancer.Tests.Docs.Running;

/// <summary>The output that a chapter shows, as a pattern for the output that comes.</summary>
/// <remarks>
/// A line that is nothing but <c>...</c> or <c>…</c> stands for any number of lines. Within a line, <c>…</c> (the
/// one character) stands for any text; three dots there are just dots, since the programs print some.
/// </remarks>
internal sealed class OutputPattern(IReadOnlyList<string> expected)
{
    private readonly string[] _expected = [.. expected.Select(line => line.TrimEnd())];

    /// <summary>Compares with all output of a command that has ended.</summary>
    public bool MatchesAll(IReadOnlyList<string> actual) => Match(0, actual, 0, whole: true) is Outcome.Matched;

    /// <summary>Compares with the output so far of a program that runs on.</summary>
    /// <param name="actual">The lines that have come.</param>
    /// <param name="consumed">On a match, how many of them the pattern covers.</param>
    public Outcome MatchBeginning(IReadOnlyList<string> actual, out int consumed)
    {
        for (consumed = 0; consumed <= actual.Count; consumed++)
        {
            if (Match(0, [.. actual.Take(consumed)], 0, whole: true) == Outcome.Matched)
            {
                return Outcome.Matched;
            }
        }

        return Match(0, actual, 0, whole: false);
    }

    private Outcome Match(int e, IReadOnlyList<string> actual, int a, bool whole)
    {
        if (e == _expected.Length)
        {
            return a == actual.Count || !whole ? Outcome.Matched : Outcome.Different;
        }

        if (_expected[e] is "..." or "…")
        {
            bool couldStillMatch = false;
            for (int next = a; next <= actual.Count; next++)
            {
                switch (Match(e + 1, actual, next, whole))
                {
                    case Outcome.Matched:
                        return Outcome.Matched;
                    case Outcome.Incomplete:
                        couldStillMatch = true;
                        break;
                }
            }

            return couldStillMatch ? Outcome.Incomplete : Outcome.Different;
        }

        return a == actual.Count
            ? whole ? Outcome.Different : Outcome.Incomplete
            : MatchesLine(_expected[e], actual[a].TrimEnd()) ? Match(e + 1, actual, a + 1, whole) : Outcome.Different;
    }

    private static bool MatchesLine(string expected, string actual)
    {
        string[] pieces = expected.Split('…');
        if (pieces.Length == 1)
        {
            return expected == actual;
        }

        // The first piece is the line's beginning, the last its end, and the others follow each other between.
        if (!actual.StartsWith(pieces[0], StringComparison.Ordinal))
        {
            return false;
        }

        int position = pieces[0].Length;
        foreach (string piece in pieces[1..^1])
        {
            int found = actual.IndexOf(piece, position, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            position = found + piece.Length;
        }

        return actual.Length - position >= pieces[^1].Length && actual.EndsWith(pieces[^1], StringComparison.Ordinal);
    }
}
