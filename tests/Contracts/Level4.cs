using System.Buffers;
using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Choosing;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Level4;
using LearnLoadBalancer.Tables;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>How the contracts, and its own tests, start Level 4.</summary>
public sealed class Level4 : IHttpLevel
{
    private LoadBalancer? _balancer;

    /// <inheritdoc/>
    public int Number => 4;

    /// <inheritdoc/>
    public int ProbesAtStart => 1;

    /// <inheritdoc/>
    HttpOptions IHttpLevel.Options { get; init; } = new();

    /// <inheritdoc/>
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public long Mistakes => _balancer?.Mistakes ?? 0;

    /// <summary>How it balances; the backends come with the test.</summary>
    internal BalancingOptions Balancing { get; init; } = new([]);

    /// <summary>The weights, in the backends' order. Empty: all the same.</summary>
    internal IReadOnlyList<int> Weights { get; init; } = [];

    /// <summary>Who has how many requests. Null until it runs.</summary>
    internal InFlight? InFlight { get; private set; }

    /// <inheritdoc/>
    public int RequestsInFlight => InFlight?.Total.Value ?? 0;

    /// <inheritdoc/>
    public async Task RunAsync(
        Socket listener,
        IReadOnlyList<Backend> backends,
        ILogger logger,
        TimeProvider time,
        ArrayPool<byte> buffers,
        CancellationToken cancel)
    {
        WeightedBackend[] weighted = [.. backends.Select((backend, place) =>
            new WeightedBackend(backend, Weights.Count == 0 ? BackendWeights.Default : Weights[place]))];
        using var balancer = new LoadBalancer(Balancing with { Backends = weighted }, CheckInterval, logger, time, buffers, ((IHttpLevel)this).Options);
        InFlight = balancer.InFlight;
        _balancer = balancer;
        await balancer.RunAsync(listener, cancel);
    }
}
