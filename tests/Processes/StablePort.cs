using System.Net;
using System.Net.Sockets;

namespace LearnLoadBalancer.Tests.Processes;

/// <summary>A free port for a server that is going to be killed and started again on it.</summary>
/// <remarks>
/// Port 0 won't do here. It gives a port of the range from which the system also takes the near ends of
/// outgoing connections (from 32768 on Linux, 49152 elsewhere). While the server is down, any
/// connection may take its port. Worse, a client that dials it may by chance get that very number for its
/// own end, and connects to itself: TCP allows that. So this is a port below that range, found free.
/// </remarks>
internal static class StablePort
{
    private const int First = 20_000;
    private const int Last = 32_000;

    /// <summary>Finds one.</summary>
    public static int Find()
    {
        while (true)
        {
            int port = Random.Shared.Next(First, Last);
            if (IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        bool ipv6 = Socket.OSSupportsIPv6;
        using var probe = new Socket(ipv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (ipv6)
            {
                probe.DualMode = true;
            }

            probe.Bind(new IPEndPoint(ipv6 ? IPAddress.IPv6Any : IPAddress.Any, port));
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }
}
