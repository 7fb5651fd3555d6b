using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Hashing;
using LearnLoadBalancer.Policies;
using LearnLoadBalancer.Sticky;

namespace LearnLoadBalancer.Choosing;

/// <summary>How this level balances, and over whom.</summary>
/// <param name="Backends">The servers, in order, with their weights.</param>
internal sealed record BalancingOptions(IReadOnlyList<WeightedBackend> Backends)
{
    /// <summary>How a backend is chosen.</summary>
    public PolicyEntry Policy { get; init; } = PolicyCatalog.Find(PolicyCatalog.Default)!;

    /// <summary>For policies that hash: by what.</summary>
    public HashKey HashKey { get; init; } = HashKey.Default;

    /// <summary>For policies that hash: nobody gets more than so many times its fair share. Null: no bound.</summary>
    public double? LoadBound { get; init; }

    /// <summary>Sessions that stay with their backend. Null: there are none.</summary>
    public StickyOptions? Sticky { get; init; }
}
