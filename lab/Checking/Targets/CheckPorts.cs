using System.Net;
using System.Net.Sockets;

namespace LearnLoadBalancer.Lab.Checking.Targets;

/// <summary>Ports for the program under test and for the backends.</summary>
/// <remarks>
/// Not from the range that the system takes ports of outgoing connections from (Linux: 32768 to 60999):
/// while a backend is dead its port is free, and the next connection of anybody could take it. So the
/// backend could not come back.
/// </remarks>
internal static class CheckPorts
{
    private const int First = 20_000;
    private const int Count = 12_000;

    /// <summary>
    /// Each process walks through the range from a place of its own, and takes no port twice: two runs at the
    /// same time, a class that is graded and tests beside it, would else meet on a port that one of
    /// them has picked and not yet opened.
    /// </summary>
    private static int _place = (int)(unchecked((uint)Environment.ProcessId * 2_654_435_761) % Count);

    /// <summary>Picks ports that nobody listens on now.</summary>
    public static int[] PickFree(int count)
    {
        var ports = new HashSet<int>();
        while (ports.Count < count)
        {
            int port = First + (int)((uint)Interlocked.Increment(ref _place) % Count);
            if (IsFree(port))
            {
                ports.Add(port);
            }
        }

        return [.. ports];
    }

    /// <summary>True when a program could listen on the port, on every address.</summary>
    public static bool IsFree(int port) =>
        CanBind(IPAddress.Any, port) && (!Socket.OSSupportsIPv6 || CanBind(IPAddress.IPv6Any, port));

    private static bool CanBind(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported;
        }
    }
}
