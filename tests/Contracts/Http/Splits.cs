namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>Where the table's cases are cut in two pieces.</summary>
internal static class Splits
{
    /// <summary>The first level that speaks HTTP. It is cut at every byte.</summary>
    private const int EveryByteAt = 3;

    /// <summary>
    /// The levels after it read with the same parsers, so what is left to find is how a level calls them. Each takes
    /// one place in eight, and its neighbours take other ones. Every byte would cost each level ten more seconds.
    /// </summary>
    private const int Stride = 8;

    /// <summary>The places at which this level's case is cut: so many bytes before them are the first piece.</summary>
    /// <param name="raw">The case.</param>
    /// <param name="atBothEnds">More than this from either end is one long run of the same letter; splits inside it are all alike.</param>
    /// <param name="level">The level.</param>
    public static int[] Of(string raw, int atBothEnds, ILevel level) =>
    [
        .. Enumerable.Range(1, Math.Max(0, raw.Length - 1))
            .Where(at => at <= atBothEnds || at >= raw.Length - atBothEnds)
            .Where(at => level.Number == EveryByteAt || at % Stride == level.Number % Stride),
    ];
}
