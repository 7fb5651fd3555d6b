namespace LearnLoadBalancer.Connections;

/// <summary>A clock that is read for nothing: the time of the last sweep.</summary>
/// <remarks>
/// Deadlines of tens of seconds do not need the real time. Setting one is two memory accesses, and
/// happens four times per request; reading the system's clock would cost more than all four.
/// </remarks>
internal sealed class CoarseClock(TimeProvider time)
{
    /// <summary>How far behind it may be.</summary>
    public static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);

    private readonly long _start = time.GetTimestamp();
    private long _now = 1;

    /// <summary>Milliseconds since the start. Never 0, which means "no deadline".</summary>
    public long Now => Volatile.Read(ref _now);

    /// <summary>The moment that is at least that far from now: one resolution is added for the time the clock is behind.</summary>
    public long In(TimeSpan limit) => After(Now, limit);

    /// <summary>The same, from a moment that was read here.</summary>
    public static long After(long moment, TimeSpan limit) => moment + (long)(limit + Resolution).TotalMilliseconds;

    /// <summary>Looks at the real clock.</summary>
    public long Update()
    {
        long now = 1 + (long)time.GetElapsedTime(_start).TotalMilliseconds;
        Volatile.Write(ref _now, now);
        return now;
    }
}
