using System.Net;
using System.Net.Sockets;

namespace LearnLoadBalancer.Lab.Checking.Farm;

/// <summary>The listening sockets of a backend that the checker plays: one for each address that <c>localhost</c> may mean.</summary>
internal sealed class BackendListeners(int port)
{
    private readonly List<Socket> _listeners = [];

    /// <summary>The sockets that listen now.</summary>
    public IReadOnlyList<Socket> All => _listeners;

    /// <exception cref="CannotTellException">The port is taken: that is no fault of the program under test.</exception>
    public void Open(int backlog)
    {
        try
        {
            _listeners.Add(Open(IPAddress.Loopback, backlog));
            if (Socket.OSSupportsIPv6)
            {
                _listeners.Add(Open(IPAddress.IPv6Loopback, backlog));
            }
        }
        catch (SocketException e) when (_listeners.Count == 1 && e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
        {
            // The kernel knows IPv6 and has it switched off. IPv4 will do.
        }
        catch (SocketException e)
        {
            Close();
            throw new CannotTellException(
                $"The checker plays the backends, and could not listen on port {port} ({e.SocketErrorCode}). If another program has taken it: 'lab doctor --ports {port}' says which.");
        }
    }

    /// <summary>From now on nobody listens.</summary>
    public void Close()
    {
        _listeners.ForEach(CloseForAll);
        _listeners.Clear();
    }

    private Socket Open(IPAddress address, int backlog)
    {
        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(address, port));
            listener.Listen(backlog);
            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A program that is being started at this moment has copies of all our sockets until it has become itself, and
    /// keeps alive what we only close: whoever dials would be taken, and a little later reset. What is shut down is over.
    /// </summary>
    private static void CloseForAll(Socket listener)
    {
        try
        {
            listener.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // Not every system shuts down what is not connected. There it must do to close it.
        }

        listener.Dispose();
    }
}
