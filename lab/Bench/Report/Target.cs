using LearnLoadBalancer.Lab.Bench.Figures;

namespace LearnLoadBalancer.Lab.Bench.Report;

/// <summary>A goal that a level of the course has set itself.</summary>
/// <param name="Level">The level.</param>
/// <param name="Scenario">Where it is measured.</param>
/// <param name="Figure">What is measured.</param>
/// <param name="Limit">A ratio to the best of the references; an absolute value where there are none.</param>
/// <param name="References">To whom it is compared.</param>
internal sealed record Target(string Level, string Scenario, Figure Figure, double Limit, params IReadOnlyList<string> References)
{
    /// <summary>All goals.</summary>
    public static IReadOnlyList<Target> All { get; } =
    [
        new("level1", "small", Figure.CpuPerRequest, 1.0, "go"),
        new("level1", "large", Figure.CpuPerGigabyte, 1.0, "go"),
        new("level1", "idle", Figure.MemoryPerConnection, 8),
        new("level2", "small", Figure.CpuPerRequest, 1.0, "go"),
        new("level2", "large", Figure.CpuPerGigabyte, 1.0, "go"),
        new("level2", "idle", Figure.MemoryPerConnection, 8),
        new("level3", "small", Figure.CpuPerRequest, 1.0, "nginx", "haproxy"),
        new("level3", "small", Figure.RequestsPerSecond, 2.0, "yarp"),
        new("level3", "allocations", Figure.AllocatedPerRequest, 100),
        new("level3", "rate", Figure.P99, 1.2, "nginx"),
        new("level3", "connect", Figure.CpuPerRequest, 1.2, "haproxy"),
        new("level3", "large", Figure.CpuPerGigabyte, 1.0, "haproxy"),
        new("level3", "idle", Figure.MemoryPerConnection, 4),
        new("level4", "small", Figure.CpuPerRequest, 1.03, "level3"),
    ];

    /// <summary>The goal in words: <c>at most 1.2 x nginx</c>.</summary>
    public string Words
    {
        get
        {
            string bound = Figure.LowerIsBetter ? "at most" : "at least";
            return References.Count == 0
                ? FormattableString.Invariant($"{bound} {Limit} {Figure.Unit}")
                : FormattableString.Invariant($"{bound} {Limit:0.0#} x {string.Join(" or ", References)}");
        }
    }
}
