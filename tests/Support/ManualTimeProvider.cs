using Microsoft.Extensions.Time.Testing;

namespace LearnLoadBalancer.Tests.Support;

/// <summary>A clock that stands still until the test turns it on: a <see cref="FakeTimeProvider"/> that can be asked who waits on it.</summary>
/// <remarks>
/// Timers, timestamps and everything built on them (<see cref="PeriodicTimer"/>, <c>Task.Delay</c>, time
/// limits of a <see cref="CancellationTokenSource"/>) follow. So a minute passes in no time, and never by accident.
/// </remarks>
internal sealed class ManualTimeProvider() : FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
{
    private readonly Lock _lock = new();
    private readonly HashSet<ManualTimer> _timers = [];

    /// <summary>The time since the clock was made.</summary>
    public TimeSpan Now => GetUtcNow() - Start;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this);
        timer.Begin(base.CreateTimer(_ => timer.Fire(callback, state), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Turns the clock on. Whatever falls due on the way runs at its own time, on this thread, in order.</summary>
    /// <remarks>
    /// In one turn, all timers would fire at the end of it: one that is set by another's callback would come too late.
    /// And what waited for a timer goes on within the call, up to its next wait, as long as this thread belongs to nobody:
    /// xunit's own context would send it to another thread, and the clock would run ahead of those who live by it.
    /// </remarks>
    public new void Advance(TimeSpan by)
    {
        SynchronizationContext? context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            AdvanceStepByStep(Now + by);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private void AdvanceStepByStep(TimeSpan end)
    {
        TimeSpan? last = null;
        while (NextDue() is { } due && due <= end && due != last)
        {
            // One that stays due fires already: the clock is turned in a callback, or by two threads at once.
            last = due;
            TurnTo(due);
        }

        TurnTo(end);
    }

    /// <summary>Waits until somebody waits for exactly this much time to pass: then it is safe to turn the clock.</summary>
    public Task WhenSomebodyWaitsAsync(TimeSpan time) =>
        Eventually.TrueAsync(() => CountWaiting(time) > 0, $"a timer over {time} is set");

    /// <summary>How many timers are set.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _timers.Count;
            }
        }
    }

    /// <summary>How many timers have exactly this much time to go.</summary>
    public int CountWaiting(TimeSpan time)
    {
        lock (_lock)
        {
            return _timers.Count(timer => timer.Due == Now + time);
        }
    }

    /// <summary>Notes when a timer is due; null: not any more.</summary>
    internal void Note(ManualTimer timer, TimeSpan? due)
    {
        lock (_lock)
        {
            timer.Due = timer.IsDisposed ? null : due;
            _ = timer.Due is null ? _timers.Remove(timer) : _timers.Add(timer);
        }
    }

    private void TurnTo(TimeSpan time)
    {
        if (time > Now)
        {
            base.Advance(time - Now);
        }
    }

    private TimeSpan? NextDue()
    {
        lock (_lock)
        {
            return _timers.Min(timer => timer.Due);
        }
    }
}
