using System.Net.Sockets;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Net;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Level1;

/// <summary>Level 1: options in, server up.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        InlineCompletions.Enable(); // First of all: the runtime looks once, at the first socket.
        return LevelHost.RunAsync(
            args, "Level 1: a load balancer that forwards connections to its backends in turn.", RunAsync);
    }

    private static async Task RunAsync(ServerOptions options, ILogger logger, CancellationToken stop)
    {
        logger.LogInformation("Starting load balancer...");
        using Socket listener = ListeningSocket.Open(options.Listen);
        logger.LogInformation("Load balancer listening on {Address}", options.Listen.WithPortOf(listener));
        logger.LogInformation("Forwarding to backends: [{Backends}]", string.Join(' ', options.Backends));

        await new LoadBalancer(options.Backends, logger).RunAsync(listener, stop);
    }
}
