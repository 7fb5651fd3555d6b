using LearnLoadBalancer.Level5.Checks;
using LearnLoadBalancer.Level5.Ejection;

namespace LearnLoadBalancer.Level5.Options;

/// <summary>How this level finds out who is well, and what it makes of it.</summary>
internal sealed record DetectionOptions
{
    /// <summary>What it asks the backends.</summary>
    public CheckOptions Checks { get; init; } = new();

    /// <summary>What it learns from requests.</summary>
    public EjectionOptions Ejection { get; init; } = new();

    /// <summary>If fewer than this share of the backends are usable, the ill are used again: 0 to 1. 0: never. Envoy's 50 %.</summary>
    public double Panic { get; init; } = 0.5;

    /// <summary>How long a backend that comes back takes to get its full share. Null: no time at all.</summary>
    public TimeSpan? SlowStart { get; init; }
}
