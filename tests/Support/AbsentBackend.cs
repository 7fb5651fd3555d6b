using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Tests.Support;

/// <summary>A backend that is down: its port is held, so that nobody else gets it, and refuses everyone.</summary>
internal sealed class AbsentBackend : IDisposable
{
    private readonly Socket _socket = Hold(0);

    /// <summary>Where nobody listens.</summary>
    public Backend Address => new("127.0.0.1", ((IPEndPoint)_socket.LocalEndPoint!).Port);

    /// <summary>Takes a port without listening on it.</summary>
    public static Socket Hold(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }

    public void Dispose() => _socket.Dispose();
}
