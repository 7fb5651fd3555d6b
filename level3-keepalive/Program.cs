using System.Net.Sockets;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Net;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Level3;

/// <summary>Level 3: options in, server up.</summary>
internal static class Program
{
    /// <summary>From one round of checks to the next: 10 seconds. Often enough for a lesson, seldom enough to cost nothing.</summary>
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(10);

    private static Task<int> Main(string[] args)
    {
        InlineCompletions.Enable(); // First of all: the runtime looks once, at the first socket.
        return LevelHost.RunAsync(
            args, "Level 3: a load balancer that reads HTTP, balances requests and keeps connections.", RunAsync);
    }

    private static async Task RunAsync(ServerOptions options, ILogger logger, CancellationToken stop)
    {
        logger.LogInformation("Starting load balancer...");
        using Socket listener = ListeningSocket.Open(options.Listen);
        logger.LogInformation("Load balancer listening on {Address}", options.Listen.WithPortOf(listener));
        logger.LogInformation("Forwarding to backends: [{Backends}]", string.Join(' ', options.Backends));

        using var balancer = new LoadBalancer(options.Backends, CheckInterval, logger);
        await balancer.RunAsync(listener, stop);
    }
}
