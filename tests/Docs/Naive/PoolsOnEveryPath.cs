using System.Net.Sockets;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 3, naive: a connection goes back into the pool on every path, also on that of an exception.</summary>
internal static class PoolsOnEveryPath
{
    public static async Task AttemptAsync(Socket connection, Func<Socket, Task> forward, Action<Socket> giveBack)
    {
        try
        {
            await forward(connection);
        }
        finally
        {
            giveBack(connection);
        }
    }
}
