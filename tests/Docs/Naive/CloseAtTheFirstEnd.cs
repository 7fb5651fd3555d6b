using System.Net.Sockets;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 1, naive: takes the end of one direction for the end of the connection.</summary>
internal static class CloseAtTheFirstEnd
{
    public static async Task RunAsync(Socket client, Socket backend)
    {
        Task upload = CopyAsync(client, backend);
        Task download = CopyAsync(backend, client);

        await Task.WhenAny(upload, download);
        client.Close();
        backend.Close();
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        byte[] buffer = new byte[4096];
        int received;
        while ((received = await from.ReceiveAsync(buffer)) > 0)
        {
            await to.SendAsync(buffer.AsMemory(0, received));
        }
    }
}
