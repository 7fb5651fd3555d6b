using System.Net.Sockets;

namespace LearnLoadBalancer.Net;

/// <summary>The other way to close a connection: by a reset.</summary>
public static class SocketAbort
{
    /// <summary>
    /// Throws the connection away: the peer gets a reset (RST), not an orderly end (FIN).
    /// A task that waits on the socket wakes with an error. Harmless if repeated.
    /// </summary>
    /// <remarks>
    /// An orderly end says "this was all". After a failure that would be a lie: half a response
    /// would look like a whole one. "Linger for zero seconds" is the sockets' way to ask for a reset.
    /// </remarks>
    public static void Abort(this Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Already closed, or already reset by the peer: what we wanted.
        }

        socket.Dispose();
    }
}
