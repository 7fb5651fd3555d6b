using LearnLoadBalancer.Backends;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Zoo;

/// <summary>What every balancer of the zoo is told.</summary>
/// <param name="Backends">The servers to forward to, in order.</param>
/// <param name="Interval">The time from one round of health checks to the next.</param>
/// <param name="Logger">Where the balancer says what it does.</param>
internal sealed record ZooSettings(IReadOnlyList<Backend> Backends, TimeSpan Interval, ILogger Logger);
