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
    private LoadBalancer? _balancer;

    /// <inheritdoc/>
    public int Number => 3;

    /// <inheritdoc/>
    public int ProbesAtStart => 1;

    /// <inheritdoc/>
    HttpOptions IHttpLevel.Options { get; init; } = new();

    /// <inheritdoc/>
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public long Mistakes => _balancer?.Mistakes ?? 0;

    /// <inheritdoc/>
    public async Task RunAsync(
        Socket listener,
        IReadOnlyList<Backend> backends,
        ILogger logger,
        TimeProvider time,
        ArrayPool<byte> buffers,
        CancellationToken cancel)
    {
        using var balancer = new LoadBalancer(backends, CheckInterval, logger, time, buffers, ((IHttpLevel)this).Options);
        _balancer = balancer;
        await balancer.RunAsync(listener, cancel);
    }
}
