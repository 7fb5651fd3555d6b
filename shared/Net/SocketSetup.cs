using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LearnLoadBalancer.Net;

/// <summary>What we want of a TCP connection that the kernel does not do by itself.</summary>
internal static class SocketSetup
{
    /// <summary>
    /// How much of what we have handed over the kernel may keep that is not even sent yet: 128 KiB.
    /// It is enough to have the next bytes ready when an acknowledgement comes.
    /// </summary>
    /// <remarks>
    /// Without this limit the send buffer grows to megabytes, and Linux wakes a sender only when a third of it is
    /// free again. At 10 KB/s that takes more than a minute: a receiver that is slow, but reads all the
    /// time, would look like one that has gone (see <see cref="StallWatch"/>), and be cut off in mid-download.
    /// </remarks>
    public const int MostUnsent = 128 * 1024;

    // As Linux numbers them.
    private const int TcpLevel = 6; // IPPROTO_TCP
    private const int NotSentLowWater = 25; // TCP_NOTSENT_LOWAT

    private static volatile bool _unable = !OperatingSystem.IsLinux();

    /// <summary>Sets a socket up before it connects or listens. What a listener accepts, inherits all of it (on Linux).</summary>
    public static void Apply(Socket socket)
    {
        // Send each piece when we have it. The kernel would otherwise hold small ones back for up
        // to 40 ms, in the hope of more (Nagle's algorithm), and every relayed answer would wait.
        socket.NoDelay = true;
        LimitUnsent(socket);
    }

    private static void LimitUnsent(Socket socket)
    {
        if (_unable)
        {
            return;
        }

        try
        {
            socket.SetRawSocketOption(TcpLevel, NotSentLowWater, MemoryMarshal.AsBytes<int>([MostUnsent]));
        }
        catch (SocketException)
        {
            _unable = true; // A sandbox that does not know it. All else works as well without.
        }
    }
}
