using System.Buffers;
using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Level2;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>How the contracts start Level 2.</summary>
public sealed class Level2 : IPipeLevel
{
    /// <summary>So long that there is no second round.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public int Number => 2;

    /// <inheritdoc/>
    public int ProbesAtStart => 1;

    /// <inheritdoc/>
    public async Task RunAsync(
        Socket listener,
        IReadOnlyList<Backend> backends,
        ILogger logger,
        TimeProvider time,
        ArrayPool<byte> buffers,
        CancellationToken cancel)
    {
        using var balancer = new LoadBalancer(backends, Interval, logger, time, buffers);
        try
        {
            await balancer.RunAsync(listener, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Stopped in its first round. LevelHost takes that for what it is, too: an orderly stop.
        }
    }
}
