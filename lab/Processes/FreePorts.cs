using System.Net;
using System.Net.Sockets;

namespace LearnLoadBalancer.Lab.Processes;

/// <summary>Ports that nobody uses now.</summary>
internal static class FreePorts
{
    /// <summary>
    /// Lets the system choose some, all different. Another program may take one before it is used:
    /// who can listen on port 0 and ask which one it got should do that instead.
    /// </summary>
    public static int[] Pick(int count)
    {
        var holders = new List<Socket>();
        try
        {
            for (int i = 0; i < count; i++)
            {
                var holder = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                holders.Add(holder);
                holder.Bind(new IPEndPoint(IPAddress.Any, 0));
            }

            return [.. holders.Select(holder => ((IPEndPoint)holder.LocalEndPoint!).Port)];
        }
        finally
        {
            holders.ForEach(holder => holder.Dispose());
        }
    }
}
