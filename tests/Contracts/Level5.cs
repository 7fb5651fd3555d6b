using System.Buffers;
using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Choosing;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Level5;
using LearnLoadBalancer.Level5.Checks;
using LearnLoadBalancer.Level5.Options;
using LearnLoadBalancer.Level5.States;
using LearnLoadBalancer.Tables;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>How the contracts, and its own tests, start Level 5.</summary>
public sealed class Level5 : IHttpLevel
{
    /// <summary>So long that no check follows the first during a test.</summary>
    internal static readonly CheckOptions OneCheck = new() { Interval = TimeSpan.FromDays(1), Rise = 1, Fall = 1 };

    private LoadBalancer? _balancer;

    /// <inheritdoc/>
    public int Number => 5;

    /// <inheritdoc/>
    public int ProbesAtStart => 1;

    /// <inheritdoc/>
    HttpOptions IHttpLevel.Options { get; init; } = new();

    /// <inheritdoc/>
    public TimeSpan CheckInterval { get; init; } = OneCheck.Interval;

    /// <inheritdoc/>
    public long Mistakes => _balancer?.Mistakes ?? 0;

    /// <summary>How it balances; the backends come with the test.</summary>
    internal BalancingOptions Balancing { get; init; } = new([]);

    /// <summary>How it finds out who is well.</summary>
    internal DetectionOptions Detection { get; init; } = new() { Checks = OneCheck };

    /// <summary>Who may be used. Null until it runs.</summary>
    internal BackendStates? States => _balancer?.States;

    /// <summary>Who has how many requests. Null until it runs.</summary>
    internal InFlight? InFlight => _balancer?.InFlight;

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
        WeightedBackend[] weighted = [.. backends.Select(backend => new WeightedBackend(backend, BackendWeights.Default))];
        // Where a contract wants a check in each of its intervals: somewhat sooner (at 0.45, 1.35 and 2.25 of them), and
        // without a time limit, since its clock is turned while one is under way.
        DetectionOptions detection = CheckInterval == OneCheck.Interval ? Detection
            : Detection with { Checks = OneCheck with { Interval = CheckInterval * 0.9, Timeout = OneCheck.Interval } };
        using var balancer = new LoadBalancer(Balancing with { Backends = weighted }, detection, logger, time, buffers, ((IHttpLevel)this).Options, new NoChance());
        _balancer = balancer;
        await balancer.RunAsync(listener, cancel);
    }

    /// <summary>The second check is half an interval after the first, and ejections take as long as they should.</summary>
    private sealed class NoChance : Random
    {
        public override double NextDouble() => 0.5;
    }
}
