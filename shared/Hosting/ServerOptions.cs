using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Hosting;

/// <summary>What the command line of a level says.</summary>
/// <param name="Listen">Where clients arrive. Default: port 8090 on every address.</param>
/// <param name="Backends">The servers to forward to, in order. Default: localhost, ports 9001 to 9003.</param>
public sealed record ServerOptions(ListenAddress Listen, IReadOnlyList<Backend> Backends)
{
    /// <summary>The backends of the course: the three programs in <c>backends-node</c>.</summary>
    public static IReadOnlyList<Backend> DefaultBackends { get; } =
        [new("localhost", 9001), new("localhost", 9002), new("localhost", 9003)];
}
