using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Zoo.Detection;
using LearnLoadBalancer.Zoo.Policies;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Zoo;

/// <summary>What every balancer of the zoo is told.</summary>
/// <param name="Backends">The servers to forward to, in order.</param>
/// <param name="Interval">The time from one round of health checks to the next.</param>
/// <param name="Logger">Where the balancer says what it does.</param>
internal sealed record ZooSettings(IReadOnlyList<Backend> Backends, TimeSpan Interval, ILogger Logger)
{
    /// <summary>How to choose, for those that have a choice.</summary>
    public PolicySettings Policies { get; init; } = PolicySettings.None;

    /// <summary>How to find out who is well, for those that look at responses.</summary>
    public DetectionSettings Detection { get; init; } = DetectionSettings.None;
}
