using System.Net.Sockets;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 1, naive: the next client waits until the last one has gone.</summary>
internal static class OneClientAtATime
{
    public static async Task RunAsync(Socket listener, Func<Socket, Task> handle)
    {
        while (true)
        {
            using Socket client = await listener.AcceptAsync();
            await handle(client);
        }
    }
}
