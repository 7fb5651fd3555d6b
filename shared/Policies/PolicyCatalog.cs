namespace LearnLoadBalancer.Policies;

/// <summary>All policies of this level, by name.</summary>
internal static class PolicyCatalog
{
    /// <summary>The default policy. With equal weights it is Level 1's round robin, to the pick.</summary>
    public const string Default = "weighted-round-robin";

    /// <summary>The policies, the simple ones first.</summary>
    public static IReadOnlyList<PolicyEntry> All { get; } =
    [
        new("round-robin", "Each in turn. Weights do not count, except 0.", false,
            _ => new AtomicRoundRobinPolicy()) { IgnoresWeights = true },
        new(Default, "In turn by weight, and spread out (nginx's smooth order). The default.", false,
            _ => new SmoothWeightedRoundRobinPolicy()),
        new("random", "Any, with equal chances. Weights do not count, except 0.", false, parts => new RandomPolicy(parts)) { IgnoresWeights = true },
        new("weighted-random", "Any, with chances by weight.", false, parts => new WeightedRandomPolicy(parts)),
        new("least-requests", "The one with the fewest requests in flight for its weight.", false, parts => new LeastRequestsPolicy(parts)),
        new("power-of-two", "The one with fewer requests in flight, of two drawn by chance.", false, parts => new PowerOfTwoPolicy(parts)),
        new("peak-ewma", "The one that responds sooner, of two drawn by chance: latency of late, times requests in flight.", false,
            parts => new PeakEwmaPolicy(parts)) { WantsLatencies = true },
        new("ring-hash", "The same key to the same backend: a hash ring.", true, parts => new RingHashPolicy(parts)),
        new("maglev", "The same key to the same backend: Maglev's table.", true, parts => new MaglevPolicy(parts)),
    ];

    /// <summary>Finds a policy by its name.</summary>
    /// <returns>Null when there is none of that name.</returns>
    public static PolicyEntry? Find(string name) => All.FirstOrDefault(policy => policy.Name == name);
}
