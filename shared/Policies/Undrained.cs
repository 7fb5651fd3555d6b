using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Policies;

/// <summary>A filter in front of a policy that knows no weights: who drains, weight 0, is not shown to it.</summary>
internal sealed class Undrained(BackendWeights weights, ILoadBalancingPolicy policy) : ILoadBalancingPolicy
{
    private readonly RosterCache<Roster> _rosters = new(weights, roster => roster);

    /// <inheritdoc/>
    public Backend? Pick(IReadOnlyList<Backend> available) => policy.Pick(_rosters.For(available).Backends);

    /// <inheritdoc/>
    public Backend? Pick(IReadOnlyList<Backend> available, in PickContext context) =>
        policy.Pick(_rosters.For(available).Backends, context);
}
