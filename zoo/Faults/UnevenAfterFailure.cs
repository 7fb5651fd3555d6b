using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>
/// Takes turns among all backends, and walks on from a dead one to the next. That one then gets its
/// own turn and the dead one's: twice the share of the others.
/// </summary>
internal sealed class UnevenAfterFailure(ZooSettings settings) : Balancer(settings)
{
    private readonly Lock _lock = new();
    private int _nextIndex;

    protected override ValueTask<Backend?> PickAsync(Health health)
    {
        IReadOnlyList<Backend> available = health.Available;
        if (available.Count == 0)
        {
            return new((Backend?)null);
        }

        lock (_lock)
        {
            int turn = _nextIndex++ % health.All.Count;
            while (!available.Contains(health.All[turn]))
            {
                turn = (turn + 1) % health.All.Count;
            }

            return new(health.All[turn]);
        }
    }
}
