using System.Net.Sockets;

namespace LearnLoadBalancer.Tests.Net;

/// <summary>Asks the kernel.</summary>
internal static class UnsentLimit
{
    /// <summary>TCP_NOTSENT_LOWAT of a socket, as Linux numbers it.</summary>
    public static int Of(Socket socket)
    {
        byte[] value = new byte[sizeof(int)];
        socket.GetRawSocketOption(6, 25, value);
        return BitConverter.ToInt32(value);
    }
}
