using LearnLoadBalancer.Policies;

namespace LearnLoadBalancer.Lab.Race;

/// <summary>A policy that takes part.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="LoadBound">With a bound on the load, for those that hash.</param>
internal sealed record Racer(PolicyEntry Policy, double? LoadBound = null)
{
    private const double UsualBound = 1.25;

    /// <summary>All policies; those that hash also with the bound that HAProxy's manual recommends to begin with.</summary>
    public static IReadOnlyList<Racer> All { get; } =
        [.. PolicyCatalog.All.SelectMany(policy => policy.Hashes ? new Racer[] { new(policy), new(policy, UsualBound) } : [new(policy)])];

    /// <summary>Its name in tables and charts.</summary>
    public string Name => LoadBound is null ? Policy.Name : $"{Policy.Name} bounded";
}
