using LearnLoadBalancer.Level4.Tables;

namespace LearnLoadBalancer.Level4.Policies;

/// <summary>A roster, and beside each backend the count of its requests in flight.</summary>
internal sealed class Contenders(Roster roster, InFlight inFlight)
{
    /// <summary>Who takes part.</summary>
    public Roster Roster { get; } = roster;

    /// <summary>The counts, in the roster's order.</summary>
    public RequestCount[] Counts { get; } = [.. roster.Backends.Select(inFlight.Of)];

    /// <summary>
    /// Compares the loads of two: requests in flight for each unit of weight. Multiplied crosswise, since
    /// whole numbers compare exactly and fractions may not.
    /// </summary>
    /// <returns>Less than 0 when the first is less loaded, 0 when both are equally.</returns>
    public static long Compare(int count, int weight, int otherCount, int otherWeight) =>
        ((long)count * otherWeight) - ((long)otherCount * weight);
}
