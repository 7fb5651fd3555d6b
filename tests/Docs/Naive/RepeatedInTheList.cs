using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 4, naive: who has weight 5 stands five times in the list.</summary>
internal sealed class RepeatedInTheList(IReadOnlyDictionary<Backend, int> weights) : ILoadBalancingPolicy
{
    private readonly RoundRobinPolicy _policy = new();

    public Backend? Pick(IReadOnlyList<Backend> available)
    {
        return _policy.Pick([.. available.SelectMany(backend => Enumerable.Repeat(backend, weights[backend]))]);
    }
}
