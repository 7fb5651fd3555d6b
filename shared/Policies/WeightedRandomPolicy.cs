using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Policies;

/// <summary>Any of them, each with the chance that its weight gives it.</summary>
/// <remarks>nginx: <c>random</c>; HAProxy: <c>balance random(1)</c>. Both heed the weights.</remarks>
internal sealed class WeightedRandomPolicy(PolicyParts parts) : ILoadBalancingPolicy
{
    /// <inheritdoc/>
    public Backend? Pick(IReadOnlyList<Backend> available) => Pick(available, default);

    /// <inheritdoc/>
    public Backend? Pick(IReadOnlyList<Backend> available, in PickContext context)
    {
        Roster roster = context.Tried.Count == 0 ? Roster.Of(available) : Roster.Of(available).Without(context);
        return roster.Count == 0 ? null : roster.Backends[roster.Draw(parts.Random)];
    }
}
