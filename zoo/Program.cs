using System.Net.Sockets;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Net;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Zoo;

/// <summary>The zoo: balancers that are wrong on purpose, to check the checker with.</summary>
internal static class Program
{
    private const int WrongUsage = 2;

    private static async Task<int> Main(string[] args)
    {
        InlineCompletions.Enable();
        if (args is ["--list"])
        {
            foreach (Fault fault in FaultCatalog.All)
            {
                await Console.Out.WriteLineAsync($"{fault.Name,-22} {fault.Line}");
            }

            return 0;
        }

        if (!ZooCommandLine.TryParse(args, out ZooCommandLine? line, out string? complaint))
        {
            await Console.Error.WriteLineAsync(complaint);
            return WrongUsage;
        }

        return await LevelHost.RunAsync(
            line.Rest, $"A balancer of the zoo. {line.Fault.Line}", (options, log, stop) => RunAsync(line, options, log, stop));
    }

    private static async Task RunAsync(ZooCommandLine line, ServerOptions options, ILogger logger, CancellationToken stop)
    {
        using Socket listener = ListeningSocket.Open(options.Listen);
        logger.LogInformation("Load balancer listening on {Address}", options.Listen.WithPortOf(listener));
        await line.Fault.Create(new ZooSettings(options.Backends, line.Interval, logger) { Policies = line.Policies, Detection = line.Detection }).RunAsync(listener, stop);
    }
}
