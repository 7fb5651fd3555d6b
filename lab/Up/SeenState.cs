using System.Diagnostics.CodeAnalysis;

namespace LearnLoadBalancer.Lab.Up;

/// <summary>How the level sees a backend: what it does with it, and why, in its own words.</summary>
/// <param name="State"><c>up</c>, <c>down</c>, <c>ejected for 4.2 s</c>, <c>probing</c>, <c>warming 40 %</c>, <c>unknown</c>.</param>
/// <param name="Why">What is behind it: <c>check: ok</c>.</param>
internal sealed record SeenState(string State, string Why)
{
    /// <summary>The level could not be asked. What it said before may be wrong by now, so that is not shown.</summary>
    public static readonly SeenState NotTold = new("?", "the level does not tell");

    /// <summary>The state without its number, which changes all the time: <c>ejected</c>.</summary>
    public string Kind => State.Split(' ', 2)[0];

    /// <summary>Reads what a level tells on its <c>--status</c> address: a line for each backend, in three parts with tabs between them.</summary>
    /// <param name="text">The body of its response.</param>
    /// <param name="states">By the address that the level was given: <c>localhost:9001</c>.</param>
    /// <returns>False when that is not what it tells.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out IReadOnlyDictionary<string, SeenState>? states)
    {
        var read = new Dictionary<string, SeenState>();
        states = null;
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split('\t') is not [var address, { Length: > 0 } state, var why] || !read.TryAdd(address, new SeenState(state, why)))
            {
                return false;
            }
        }

        states = read;
        return true;
    }
}
