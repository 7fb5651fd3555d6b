using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 1, naive: two threads can take the same turn.</summary>
internal sealed class UnlockedRoundRobin : ILoadBalancingPolicy
{
    private int _nextIndex;

    public Backend? Pick(IReadOnlyList<Backend> available)
    {
        int index = _nextIndex % available.Count;
        _nextIndex = index + 1;
        return available[index];
    }
}
