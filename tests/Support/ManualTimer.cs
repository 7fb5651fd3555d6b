namespace LearnLoadBalancer.Tests.Support;

/// <summary>A timer of the <see cref="ManualTimeProvider"/>, which owns <see cref="Due"/> and <see cref="Period"/>.</summary>
internal sealed class ManualTimer(ManualTimeProvider time, Action callback) : ITimer
{
    private volatile bool _disposed;

    public TimeSpan Due { get; set; }

    public TimeSpan Period { get; set; }

    public void Fire()
    {
        if (!_disposed)
        {
            callback();
        }
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
        {
            return false;
        }

        time.Schedule(this, dueTime, period);
        return true;
    }

    public void Dispose()
    {
        _disposed = true;
        time.Remove(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
