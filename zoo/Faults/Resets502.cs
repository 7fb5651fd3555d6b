using System.Net.Sockets;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>
/// Reads what is there, sends the whole 502 and closes, as one would think. A short request gets its
/// answer. A client in the middle of an upload gets a reset, because its bytes arrive unread.
/// </summary>
internal sealed class Resets502(ZooSettings settings) : Balancer(settings)
{
    protected override async Task SendBadGatewayAsync(Socket client, CancellationToken abort)
    {
        await client.ReceiveAsync(new byte[Copier.BufferSize], abort);
        await client.SendAsync(BadGateway.Bytes, abort);
        client.Dispose();
    }
}
