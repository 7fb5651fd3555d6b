using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>Round robin without the lock: clients that come together read the same index, and go to the same backend.</summary>
internal sealed class UnlockedCounter(ZooSettings settings) : Balancer(settings)
{
    /// <summary>
    /// The time between reading the index and writing it back. In real life it is a few nanoseconds,
    /// and a thread must be interrupted just there: once in a million clients, and always at night.
    /// A check that ran a million clients would be of no use, so here it happens every time.
    /// </summary>
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(20);

    private int _nextIndex;

    protected override async ValueTask<Backend?> PickAsync(Health health)
    {
        IReadOnlyList<Backend> available = health.Available;
        if (available.Count == 0)
        {
            return null;
        }

        int index = _nextIndex % available.Count;
        await Task.Delay(Window);
        _nextIndex = index + 1;
        return available[index];
    }
}
