using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Policies;

/// <summary>In turn, by weight, and spread out: weights 5, 1, 1 give a a b a c a a, and not a a a a a b c.</summary>
/// <remarks>
/// nginx's rule since 2012 (commit 52327e0): at each pick everyone's score grows by
/// its weight; the highest score is picked, and pays the sum of all weights. Over one round of that many
/// picks everybody gets exactly its weight, and never many in a row. See <see cref="SmoothOrder"/>.
/// </remarks>
internal sealed class SmoothWeightedRoundRobinPolicy : ILoadBalancingPolicy
{
    private readonly RosterCache<SmoothOrder> _orders = new(roster => new SmoothOrder(roster));

    /// <inheritdoc/>
    public void Prepare(IReadOnlyList<Backend> available) => _orders.For(available);

    /// <inheritdoc/>
    public Backend? Pick(IReadOnlyList<Backend> available) => Pick(available, default);

    /// <inheritdoc/>
    public Backend? Pick(IReadOnlyList<Backend> available, in PickContext context) => _orders.For(available).Next(context);
}
