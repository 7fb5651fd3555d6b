using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Net;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Zoo;

/// <summary>What the health checks of a balancer are told.</summary>
/// <param name="Backends">Whom to check, in order.</param>
/// <param name="Interval">The time from one round to the next.</param>
/// <param name="Logger">Gets one line per transition.</param>
/// <param name="Connector">Dials.</param>
internal sealed record HealthSettings(
    IReadOnlyList<Backend> Backends, TimeSpan Interval, ILogger Logger, BackendConnector Connector);
