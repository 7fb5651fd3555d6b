using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>Throws dice. Even in the long run, but it is not round robin.</summary>
internal sealed class RandomPick(ZooSettings settings) : Balancer(settings)
{
    // Seeded, so that a check which finds it today finds it tomorrow. Any seed but one in 3^8 would do.
    private readonly Random _random = new(2);
    private readonly Lock _lock = new();

    protected override ValueTask<Backend?> PickAsync(Health health)
    {
        IReadOnlyList<Backend> available = health.Available;
        lock (_lock)
        {
            return new(available.Count == 0 ? null : available[_random.Next(available.Count)]);
        }
    }
}
