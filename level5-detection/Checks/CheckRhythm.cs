using LearnLoadBalancer.Level5.States;

namespace LearnLoadBalancer.Level5.Checks;

/// <summary>When the next check is due: the rule, without a clock.</summary>
/// <param name="interval">The time from one check to the next as long as all is well.</param>
internal sealed class CheckRhythm(TimeSpan interval)
{
    /// <summary>While results contradict the state: nobody wants to wait for the second and third of them. HAProxy: <c>fastinter</c>.</summary>
    public static readonly TimeSpan Confirm = TimeSpan.FromSeconds(1);

    /// <summary>Who is down is asked more and more seldom, but not more seldom than this: who has mended a server does not want to wait.</summary>
    public static readonly TimeSpan LongestWhileDown = TimeSpan.FromSeconds(30);

    /// <summary>A tenth more or less, by chance: so checks of many backends, and by many balancers, do not fall into step.</summary>
    public const double Jitter = 0.1;

    private readonly Backoff _whileDown = new(interval, Max(interval, LongestWhileDown), Jitter);
    private readonly Backoff _whileUp = new(interval, interval, Jitter);
    private readonly Backoff _whileInDoubt = new(Min(interval, Confirm), Min(interval, Confirm), Jitter);

    /// <summary>From the start of the first check to the second: anywhere in the interval, so that they spread out.</summary>
    public TimeSpan AfterFirst(double chance) => interval * chance;

    /// <summary>From the start of a check to the start of the next.</summary>
    /// <param name="tracker">What is known after it.</param>
    /// <param name="chance">A random number from 0 to 1.</param>
    public TimeSpan After(HealthTracker tracker, double chance) =>
        tracker.Contradictions > 0 ? _whileInDoubt.For(0, chance)
        : tracker.State == BackendHealth.Down ? _whileDown.For(tracker.FailuresWhileDown, chance)
        : _whileUp.For(0, chance);

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
