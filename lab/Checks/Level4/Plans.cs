using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Lab.Checks.Level4;

/// <summary>How the checks have the program started. This, and no more, a stranger's program must understand.</summary>
internal static class Plans
{
    public static PolicyPlan Weighted { get; } = new("--policy", "weighted-round-robin") { Weights = [5, 1, 1] };

    public static PolicyPlan Sticky { get; } = new("--sticky");

    public static PolicyPlan LeastRequests { get; } = new("--policy", "least-requests");

    public static PolicyPlan TwoChoices { get; } = new("--policy", "power-of-two");

    public static PolicyPlan Hash { get; } = new("--policy", "ring-hash", "--hash-key", "header:X-Key");
}
