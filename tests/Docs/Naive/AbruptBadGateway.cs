using System.Net.Sockets;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 1, naive: closes while the client still talks, so the kernel resets the connection.</summary>
internal static class AbruptBadGateway
{
    public static async Task SendAsync(Socket client)
    {
        await client.SendAsync(BadGateway.Bytes);
        client.Close();
    }
}
