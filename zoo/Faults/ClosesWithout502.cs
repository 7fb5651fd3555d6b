using System.Net.Sockets;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>Nobody there: hangs up without a word.</summary>
internal sealed class ClosesWithout502(ZooSettings settings) : Balancer(settings)
{
    protected override async Task SendBadGatewayAsync(Socket client, CancellationToken abort)
    {
        await client.ReceiveAsync(new byte[Copier.BufferSize], abort); // With input unread it would be a reset, now and then.
        client.Dispose();
    }
}
