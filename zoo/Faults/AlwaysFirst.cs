using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>Takes the first of the available backends, whoever went there before.</summary>
internal sealed class AlwaysFirst(ZooSettings settings) : Balancer(settings)
{
    protected override ValueTask<Backend?> PickAsync(Health health) =>
        new(health.Available is [var first, ..] ? first : null);
}
