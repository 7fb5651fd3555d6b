using System.Net.Sockets;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Level4.Options;
using LearnLoadBalancer.Net;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Level4;

/// <summary>Level 4: options in, server up.</summary>
internal static class Program
{
    /// <summary>From one round of checks to the next: 10 seconds. Often enough for a lesson, seldom enough to cost nothing.</summary>
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(10);

    private static Task<int> Main(string[] args)
    {
        InlineCompletions.Enable(); // First of all: the runtime looks once, at the first socket.
        return LevelHost.RunAsync(
            args, "Level 4: a load balancer with weights, balancing policies and sticky sessions.", new Level4OptionSet(), RunAsync);
    }

    private static async Task RunAsync(Level4Options options, ILogger logger, CancellationToken stop)
    {
        logger.LogInformation("Starting load balancer...");
        using Socket listener = ListeningSocket.Open(options.Listen);
        logger.LogInformation("Load balancer listening on {Address}", options.Listen.WithPortOf(listener));
        logger.LogInformation("Forwarding to backends: [{Backends}]", string.Join(' ', options.Balancing.Backends));
        logger.LogInformation("Balancing policy: {Policy}{Sticky}", options.Balancing.Policy.Name, options.Balancing.Sticky is null ? "" : ", with sticky sessions");

        using var balancer = new LoadBalancer(options.Balancing, CheckInterval, logger);
        await balancer.RunAsync(listener, stop);
    }
}
