using System.Net.Sockets;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 1, naive: waits for an end that does not come, and keeps everything in memory until then.</summary>
internal static class ReadAllThenSend
{
    public static async Task RunAsync(Socket client, Socket backend)
    {
        byte[] request = await ReadAllAsync(client);
        await backend.SendAsync(request);

        byte[] response = await ReadAllAsync(backend);
        await client.SendAsync(response);
    }

    private static async Task<byte[]> ReadAllAsync(Socket from)
    {
        using var all = new MemoryStream();
        byte[] buffer = new byte[4096];
        int received;
        while ((received = await from.ReceiveAsync(buffer)) > 0)
        {
            all.Write(buffer, 0, received);
        }

        return all.ToArray();
    }
}
