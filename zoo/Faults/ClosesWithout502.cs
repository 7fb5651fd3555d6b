using System.Net.Sockets;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>Nobody there: hangs up without a word.</summary>
internal sealed class ClosesWithout502(ZooSettings settings) : Balancer(settings)
{
    protected override Task SendBadGatewayAsync(Socket client, CancellationToken abort)
    {
        client.Dispose();
        return Task.CompletedTask;
    }
}
