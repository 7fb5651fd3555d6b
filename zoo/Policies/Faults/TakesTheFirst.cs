using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Zoo.Policies.Faults;

/// <summary>Counts rightly, and takes the first of those with the fewest: when little is going on, that is always the same.</summary>
internal sealed class TakesTheFirst(ZooSettings settings) : PolicyBalancer(settings)
{
    protected override Backend OneOf(Backend[] equals) => equals[0];
}
