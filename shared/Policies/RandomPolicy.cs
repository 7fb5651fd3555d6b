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
    private readonly RosterCache<Roster> _rosters = new(parts.Weights, roster => roster);

    /// <inheritdoc/>
    public Backend? Pick(IReadOnlyList<Backend> available) => Pick(available, default);

    /// <inheritdoc/>
    public Backend? Pick(IReadOnlyList<Backend> available, in PickContext context)
    {
        Roster roster = _rosters.For(available, context);
        return roster.Count == 0 ? null : roster.Backends[parts.Random.Next(roster.Count)];
    }
}
