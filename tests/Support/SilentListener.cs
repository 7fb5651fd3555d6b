using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Tests.Support;

/// <summary>
/// A backend that does not pick up: whoever dials it waits. It is a listener that accepts nobody and
/// whose queue is full, so the kernel leaves further calls unanswered.
/// </summary>
internal sealed class SilentListener : IDisposable
{
    private const int Queue = 1;
    private readonly List<Socket> _sockets = [];

    public SilentListener()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _sockets.Add(listener);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(Queue);
        EndPoint address = listener.LocalEndPoint!;
        Address = new Backend("127.0.0.1", ((IPEndPoint)address).Port);

        // Systems differ in what a queue of one holds; so fill it until one call stays unanswered.
        while (IsAnswered(address))
        {
        }
    }

    /// <summary>Whom to dial in vain.</summary>
    public Backend Address { get; }

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());

    private bool IsAnswered(EndPoint address)
    {
        var caller = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        _sockets.Add(caller);
        try
        {
            caller.Connect(address);
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            // On the same machine the kernel answers within the call or not at all.
            return caller.Poll(TimeSpan.FromMilliseconds(200), SelectMode.SelectWrite);
        }
    }
}
