using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Tests.Support;

/// <summary>A backend that is down: its port is held, so that nobody else gets it, and refuses everyone.</summary>
internal sealed class AbsentBackend : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public AbsentBackend() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>Where nobody listens.</summary>
    public Backend Address => new("127.0.0.1", ((IPEndPoint)_socket.LocalEndPoint!).Port);

    /// <summary>Takes a port that was ours until now, so that nobody else gets it.</summary>
    /// <remarks>
    /// In between, the kernel may have lent it to a connection of somebody else's; then it comes back when
    /// that one ends.
    /// </remarks>
    public static async Task HoldAsync(Socket socket, int port) =>
        await Eventually.TrueAsync(() => TryBind(socket, port), $"port {port} comes back to us");

    public void Dispose() => _socket.Dispose();

    private static bool TryBind(Socket socket, int port)
    {
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }
}
