using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Zoo.Policies.Faults;

/// <summary>Reads the weights, and then everybody gets the same.</summary>
internal sealed class IgnoresWeights(ZooSettings settings) : PolicyBalancer(settings)
{
    protected override int WeightOf(Backend backend) => 1;
}
