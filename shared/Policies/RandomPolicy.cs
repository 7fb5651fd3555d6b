using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Policies;

/// <summary>Any of them, each with the same chance.</summary>
/// <remarks>
/// Needs no memory, so many balancers side by side can't fall into step, as round robin's can. The price
/// is that chance clusters: now and then one backend gets several in a row. Envoy: <c>RANDOM</c>;
/// YARP: <c>Random</c>.
/// </remarks>
internal sealed class RandomPolicy(PolicyParts parts) : ILoadBalancingPolicy
{
    /// <inheritdoc/>
    public Backend? Pick(IReadOnlyList<Backend> available) => Pick(available, default);

    /// <inheritdoc/>
    public Backend? Pick(IReadOnlyList<Backend> available, in PickContext context)
    {
        IReadOnlyList<Backend> untried = context.Untried(available);
        return untried.Count == 0 ? null : untried[parts.Random.Next(untried.Count)];
    }
}
