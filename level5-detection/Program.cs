using System.Net.Sockets;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Level5.Options;
using LearnLoadBalancer.Level5.States;
using LearnLoadBalancer.Net;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Level5;

/// <summary>Level 5: options in, server up.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        InlineCompletions.Enable(); // First of all: the runtime looks once, at the first socket.
        return LevelHost.RunAsync(
            args, "Level 5: a load balancer that finds out which backends are well.", new Level5OptionSet(), RunAsync);
    }

    private static async Task RunAsync(Level5Options options, ILogger logger, CancellationToken stop)
    {
        logger.LogInformation("Starting load balancer...");
        using Socket listener = ListeningSocket.Open(options.Listen);
        using Socket? status = options.Status is { } address ? StatusServer.Open(address) : null;
        logger.LogInformation("Load balancer listening on {Address}", options.Listen.WithPortOf(listener));
        logger.LogInformation("Forwarding to backends: [{Backends}]", string.Join(' ', options.Balancing.Backends));
        logger.LogInformation("Balancing policy: {Policy}{Sticky}", options.Balancing.Policy.Name, options.Balancing.Sticky is null ? "" : ", with sticky sessions");

        using var balancer = new LoadBalancer(options.Balancing, options.Detection, logger);
        Task telling = Task.CompletedTask;
        if (status is not null)
        {
            logger.LogInformation("The backends' states are told on {Address}", options.Status!.WithPortOf(status));
            telling = new StatusServer(balancer.States, logger).RunAsync(status, stop);
        }

        await balancer.RunAsync(listener, stop);
        await telling;
    }
}
