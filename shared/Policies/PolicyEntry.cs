using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Policies;

/// <summary>A policy as the command line offers it.</summary>
/// <param name="Name">What <c>--policy</c> takes.</param>
/// <param name="Description">One line for <c>--help</c>.</param>
/// <param name="Hashes">Whether it wants a hash key, and can bound the load.</param>
/// <param name="Create">Makes one.</param>
internal sealed record PolicyEntry(string Name, string Description, bool Hashes, Func<PolicyParts, ILoadBalancingPolicy> Create)
{
    /// <summary>Whether it wants to know how long the responses take. A policy that does not ask does not pay for reading the clock.</summary>
    public bool WantsLatencies { get; init; }

    /// <summary>Whether all count the same for it, except those of weight 0.</summary>
    public bool IgnoresWeights { get; init; }

    /// <summary>What is typed to get it.</summary>
    public override string ToString() => Name;
}
