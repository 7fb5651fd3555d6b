using System.Net;
using System.Net.Sockets;

namespace LearnLoadBalancer.Tests.Support;

/// <summary>A fact about ::1, which not every container has.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class IPv6FactAttribute : FactAttribute
{
    public IPv6FactAttribute()
    {
        if (!HasLoopback())
        {
            Skip = "This machine has no IPv6.";
        }
    }

    private static bool HasLoopback()
    {
        if (!Socket.OSSupportsIPv6)
        {
            return false;
        }

        using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false; // The kernel knows IPv6 and has it switched off.
        }
    }
}
