namespace LearnLoadBalancer.Tests.Support;

/// <summary>A clock that stands still until the test turns it on.</summary>
/// <remarks>
/// Timers, timestamps and everything built on them (<see cref="PeriodicTimer"/>, <c>Task.Delay</c>, time
/// limits of a <see cref="CancellationTokenSource"/>) follow. So a minute passes in no time, and never by accident.
/// </remarks>
internal sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private TimeSpan _now;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => Now.Ticks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + Now;

    /// <summary>The time since the clock was made.</summary>
    public TimeSpan Now
    {
        get
        {
            lock (_lock)
            {
                return _now;
            }
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Turns the clock on. Whatever falls due on the way runs at its own time, on this thread, in order.</summary>
    public void Advance(TimeSpan by)
    {
        TimeSpan end = Now + by;
        while (TakeNextDue(end) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>Waits until somebody waits for exactly this much time to pass: then it is safe to turn the clock.</summary>
    public Task WhenSomebodyWaitsAsync(TimeSpan time) =>
        Eventually.TrueAsync(() => CountWaiting(time) > 0, $"a timer over {time} is set");

    /// <summary>How many timers have exactly this much time to go.</summary>
    public int CountWaiting(TimeSpan time)
    {
        lock (_lock)
        {
            return _timers.Count(timer => timer.Due == _now + time);
        }
    }

    internal void Schedule(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                timer.Due = _now + dueTime;
                timer.Period = period;
                _timers.Add(timer);
            }
        }
    }

    internal void Remove(ManualTimer timer)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
        }
    }

    private ManualTimer? TakeNextDue(TimeSpan end)
    {
        lock (_lock)
        {
            ManualTimer? next = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            if (next is null)
            {
                _now = end;
                return null;
            }

            _now = next.Due > _now ? next.Due : _now;
            if (next.Period > TimeSpan.Zero)
            {
                next.Due += next.Period;
            }
            else
            {
                _timers.Remove(next);
            }

            return next;
        }
    }
}
