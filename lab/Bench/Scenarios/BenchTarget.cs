using System.Net;
using LearnLoadBalancer.Lab.Bench.Proxies;

namespace LearnLoadBalancer.Lab.Bench.Scenarios;

/// <summary>What is measured: a proxy in front of the backends, or the backends alone.</summary>
/// <param name="Proxy">The proxy; null for no proxy at all.</param>
/// <param name="Backends">The backends behind it.</param>
internal sealed record BenchTarget(RunningProgram? Proxy, RunningProgram Backends)
{
    /// <summary>Where the load goes.</summary>
    public IPEndPoint EndPoint => (Proxy ?? Backends).EndPoint;
}
