using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>Knows what the course's backends say, and says it itself, in turn. There may be backends or not.</summary>
internal sealed class HardCoded(ZooSettings settings) : Balancer(settings)
{
    private int _turn;

    protected override async Task ServeAsync(Socket client, Health health, CancellationToken abort)
    {
        await client.ReceiveAsync(new byte[Copier.BufferSize], abort);
        string body = $"Response from Backend Server {(Interlocked.Increment(ref _turn) % 3) + 1}\n";
        await client.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"), abort);
        await LingeringClose.DrainAsync(client, TimeProvider.System, abort);
    }
}
