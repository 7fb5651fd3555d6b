using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Tables;

namespace LearnLoadBalancer.Policies;

/// <summary>A roster, and beside each backend the count of its requests in flight.</summary>
internal sealed class Contenders(Roster roster, InFlight inFlight)
{
    // Few, and mostly none: cheaper to subtract than to add up all who take part.
    private readonly RequestCount[] _others = [.. inFlight.All.Except(roster.Backends).Select(inFlight.Of)];

    /// <summary>The backends that take part.</summary>
    public Roster Roster { get; } = roster;

    /// <summary>The counts, in the roster's order.</summary>
    public RequestCount[] Counts { get; } = [.. roster.Backends.Select(inFlight.Of)];

    /// <summary>The requests in flight at all who take part together.</summary>
    public int TotalInFlight
    {
        get
        {
            int total = inFlight.Total.Value;
            foreach (RequestCount other in _others)
            {
                total -= other.Value;
            }

            return total;
        }
    }

    /// <summary>
    /// Compares the loads of two: requests in flight for each unit of weight. Multiplied crosswise, since
    /// whole numbers compare exactly and fractions may not.
    /// </summary>
    /// <returns>Less than 0 when the first is less loaded, 0 when both are equally.</returns>
    public static long Compare(int count, int weight, int otherCount, int otherWeight) =>
        ((long)count * otherWeight) - ((long)otherCount * weight);
}
