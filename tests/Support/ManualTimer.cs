namespace LearnLoadBalancer.Tests.Support;

/// <summary>A timer of the <see cref="ManualTimeProvider"/>: the fake one, and a note of when it is due.</summary>
internal sealed class ManualTimer(ManualTimeProvider time) : ITimer
{
    private ITimer? _timer;
    private TimeSpan _period;
    private volatile bool _disposed;

    /// <summary>When it fires next, or null. The clock writes it, under its lock.</summary>
    public TimeSpan? Due { get; set; }

    public bool IsDisposed => _disposed;

    public void Begin(ITimer timer) => _timer = timer;

    public void Fire(TimerCallback callback, object? state)
    {
        time.Note(this, _period > TimeSpan.Zero ? Due + _period : null);
        callback(state);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _period = period;
        time.Note(this, dueTime == Timeout.InfiniteTimeSpan ? null : time.Now + dueTime); // First: it may fire at once.
        return _timer!.Change(dueTime, period);
    }

    public void Dispose()
    {
        _disposed = true;
        time.Note(this, null);
        _timer!.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
