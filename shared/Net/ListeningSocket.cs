using System.Net;
using System.Net.Sockets;

namespace LearnLoadBalancer.Net;

/// <summary>Opens the socket on which clients arrive.</summary>
public static class ListeningSocket
{
    /// <summary>
    /// How many connections the kernel may hold, finished but not yet accepted. A thousand clients
    /// that connect at the same moment should all get in; the kernel lowers it to its own limit
    /// (<c>net.core.somaxconn</c> on Linux) where that is smaller.
    /// </summary>
    public const int Backlog = 4096;

    /// <summary>Binds and listens: from now on clients can connect, though nobody accepts them yet.</summary>
    /// <exception cref="StartupException">The port is taken or forbidden, or the address is not of this machine.</exception>
    public static Socket Open(ListenAddress address)
    {
        try
        {
            return address.Host.Length == 0 ? OpenOnEveryAddress(address.Port) : Open(Resolve(address));
        }
        catch (SocketException e)
        {
            throw new StartupException(Explain(address, e), e);
        }
    }

    private static Socket OpenOnEveryAddress(int port)
    {
        // "localhost" may mean ::1 or 127.0.0.1, and a browser tries ::1 first. One dual-mode socket
        // serves both: IPv4 clients show up on it with addresses like ::ffff:127.0.0.1.
        if (Socket.OSSupportsIPv6)
        {
            try
            {
                return Open(new IPEndPoint(IPAddress.IPv6Any, port));
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable)
            {
                // The kernel knows IPv6 but it is switched off, as in some containers. IPv4 will do.
            }
        }

        return Open(new IPEndPoint(IPAddress.Any, port));
    }

    private static IPEndPoint Resolve(ListenAddress address) =>
        new(IPAddress.TryParse(address.Host, out IPAddress? literal) ? literal : Dns.GetHostAddresses(address.Host)[0], address.Port);

    private static Socket Open(IPEndPoint endPoint)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endPoint.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(endPoint);
            socket.Listen(Backlog);
            return socket;
        }
        catch
        {
            // Whatever it was: nobody else knows of this socket.
            socket.Dispose();
            throw;
        }
    }

    private static string Explain(ListenAddress address, SocketException e) => e.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse =>
            $"Port {address.Port} is already in use. Stop the other program, or choose a port with --listen :{Another(address.Port)}.",
        SocketError.AccessDenied =>
            $"Port {address.Port} may not be opened by this user. Choose a port above 1023 with --listen :8090.",
        SocketError.AddressNotAvailable =>
            $"The address {address.Host} does not belong to this machine. Listen on every address with --listen :{address.Port}.",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
            $"The name {address.Host} was not found. Listen on every address with --listen :{address.Port}.",
        _ =>
            $"Can't listen on {address}: {e.Message}. Choose another address with --listen.",
    };

    private static int Another(int port) => port < 65535 ? port + 1 : 8090;
}
