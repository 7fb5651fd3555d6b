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
        BindAgain(socket, port);
        return socket;
    }

    /// <summary>
    /// Binds to a port that was ours until now. In between, the kernel may have lent it to a connection of
    /// somebody else's; then it comes back when that one ends.
    /// </summary>
    public static void BindAgain(Socket socket, int port)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse && attempt < 1000)
            {
                Thread.Sleep(TimeSpan.FromMilliseconds(10));
            }
        }
    }

    public void Dispose() => _socket.Dispose();
}
