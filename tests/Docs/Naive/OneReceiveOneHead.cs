using System.Net.Sockets;
using System.Text;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 3, naive: takes what one receive returned for one request.</summary>
internal static class OneReceiveOneHead
{
    public static async Task<string> ReadRequestAsync(Socket client)
    {
        byte[] buffer = new byte[8192];
        int received = await client.ReceiveAsync(buffer);
        return Encoding.ASCII.GetString(buffer, 0, received);
    }
}
