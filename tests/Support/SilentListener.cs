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

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <param name="silent">False: it picks up at first, see <see cref="TakeOneAndFallSilentAsync"/>.</param>
    public SilentListener(bool silent = true)
    {
        _sockets.Add(_listener);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(Queue);
        Address = new Backend("127.0.0.1", ((IPEndPoint)_listener.LocalEndPoint!).Port);
        if (silent)
        {
            FallSilent();
        }
    }

    /// <summary>Whom to dial in vain.</summary>
    public Backend Address { get; }

    /// <summary>Picks up once, for the check that finds it healthy, and never again.</summary>
    public async Task TakeOneAndFallSilentAsync()
    {
        _sockets.Add(await _listener.AcceptAsync().EndsAsync("a call"));
        FallSilent();
    }

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());

    private void FallSilent()
    {
        // Systems differ in what a queue of one holds; so fill it until one call stays unanswered.
        while (IsAnswered(_listener.LocalEndPoint!))
        {
        }
    }

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
