namespace LearnLoadBalancer.Level5.States;

/// <summary>How long to leave somebody alone who has failed again: each time longer, never exactly as long as the others.</summary>
/// <remarks>
/// gRPC's rule for connections, which many have copied: times 1.6 each time, up to a limit, and then up to a fifth more
/// or less by chance. Without the chance all that failed at the same moment would come back at the same moment.
/// </remarks>
/// <param name="First">The first time, before chance.</param>
/// <param name="Longest">The longest time, before chance.</param>
/// <param name="Jitter">How much chance adds or takes at most, as a share: 0.2 is a fifth.</param>
internal sealed record Backoff(TimeSpan First, TimeSpan Longest, double Jitter)
{
    /// <summary>By how much each time is longer than the one before.</summary>
    public const double Factor = 1.6;

    /// <summary>The time for one more failure.</summary>
    /// <param name="level">How many there were before it in a row. From 0.</param>
    /// <param name="chance">A random number from 0 to 1.</param>
    public TimeSpan For(int level, double chance)
    {
        // exercise 5.2: begin
        // Beyond some level the power is infinite. The smaller of both is the limit then, as it should be.
        double ticks = Math.Min(First.Ticks * Math.Pow(Factor, level), Longest.Ticks);
        return TimeSpan.FromTicks((long)(ticks * (1 + (Jitter * ((2 * chance) - 1)))));
        // exercise 5.2: end
    }
}
