using System.Net.Sockets;

namespace LearnLoadBalancer.Net.Linux;

/// <summary>Whether the other side of a connection is still there, without reading a byte of what it has sent.</summary>
/// <remarks>
/// A receive would not do: what the peer sent before it left lies in front of its end, and we may not want to read that
/// yet. A peek sees no further either. The kernel knows the state of the connection all the same.
/// </remarks>
internal static class PeerState
{
    // As Linux numbers them.
    private const int TcpLevel = 6; // IPPROTO_TCP
    private const int TcpInfo = 11; // TCP_INFO, whose first byte is the state.
    private const byte TcpClose = 7; // TCP_CLOSE: it is over. As long as we have not closed it ourselves, by a reset.
    private const byte TcpCloseWait = 8; // TCP_CLOSE_WAIT: the peer has finished its sending.

    /// <summary>True when the connection is broken: the peer has reset it, or has not been heard of for too long. A system call.</summary>
    /// <param name="peer">The connection. It may be closed by another task at any time; then nobody needs to know.</param>
    /// <param name="hasFinished">The peer has ended its sending in order (FIN). False where the system does not tell.</param>
    public static bool IsBroken(Socket peer, out bool hasFinished)
    {
        hasFinished = false;
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                return peer.Poll(0, SelectMode.SelectError);
            }

            Span<byte> info = stackalloc byte[1];
            byte state = peer.GetRawSocketOption(TcpLevel, TcpInfo, info) == info.Length ? info[0] : (byte)0;
            hasFinished = state == TcpCloseWait;
            return state == TcpClose;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false; // Closed by us, or a sandbox that does not know it.
        }
    }
}
