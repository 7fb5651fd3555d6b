using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Tables;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 4, naive: of several with the same count, it takes the first, whenever.</summary>
internal sealed class FirstOfTheBest(InFlight inFlight) : ILoadBalancingPolicy
{
    public Backend? Pick(IReadOnlyList<Backend> available)
    {
        return available.MinBy(backend => inFlight.Of(backend).Value);
    }
}
