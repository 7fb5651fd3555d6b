using System.Buffers;
using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Level1;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>How the contracts start Level 1.</summary>
public sealed class Level1 : IPipeLevel
{
    /// <inheritdoc/>
    public int Number => 1;

    /// <inheritdoc/>
    public int ProbesAtStart => 0;

    /// <inheritdoc/>
    public Task RunAsync(
        Socket listener,
        IReadOnlyList<Backend> backends,
        ILogger logger,
        TimeProvider time,
        ArrayPool<byte> buffers,
        CancellationToken cancel) =>
        new LoadBalancer(backends, logger, time, buffers).RunAsync(listener, cancel);
}
