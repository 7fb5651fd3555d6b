using System.Buffers;
using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Level3;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>How the contracts, and its own tests, start Level 3.</summary>
public sealed class Level3 : IHttpLevel
{
    /// <summary>So long that there is no second round.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public int Number => 3;

    /// <inheritdoc/>
    public int ProbesAtStart => 1;

    /// <inheritdoc/>
    HttpOptions IHttpLevel.Options { get; init; } = new();

    /// <inheritdoc/>
    public async Task RunAsync(
        Socket listener,
        IReadOnlyList<Backend> backends,
        ILogger logger,
        TimeProvider time,
        ArrayPool<byte> buffers,
        CancellationToken cancel)
    {
        using var balancer = new LoadBalancer(backends, Interval, logger, time, buffers, ((IHttpLevel)this).Options);
        await balancer.RunAsync(listener, cancel);
    }
}
