using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LearnLoadBalancer.Net.Linux;

/// <summary>How much of what was sent has arrived: tells a slow receiver from one that has gone.</summary>
/// <remarks>
/// Our own sends do not tell. The kernel lets a send buffer grow to megabytes, and Linux wakes a sender only when
/// a third of it is free again: with a receiver that takes 10 KB/s, reading all the time, more than a minute goes by
/// without a sign. But the kernel counts what the other side has acknowledged. (A smaller buffer, or
/// TCP_NOTSENT_LOWAT, would wake us sooner, and costs everybody else a quarter of the processor time per byte.)
/// </remarks>
internal static class Acknowledged
{
    // As Linux numbers them.
    private const int TcpLevel = 6; // IPPROTO_TCP
    private const int TcpInfo = 11; // TCP_INFO
    private const int BytesAcked = 120; // Where tcpi_bytes_acked stands in it, since Linux 4.1.

    /// <summary>Bytes, since the connection was made; 0 where the system does not tell. A system call.</summary>
    public static long BytesBy(Socket peer)
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        Span<byte> info = stackalloc byte[BytesAcked + sizeof(long)];
        try
        {
            return peer.GetRawSocketOption(TcpLevel, TcpInfo, info) == info.Length ? MemoryMarshal.Read<long>(info[BytesAcked..]) : 0;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return 0; // Gone, or a sandbox that does not know it.
        }
    }
}
