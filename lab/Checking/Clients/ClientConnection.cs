using System.Net;
using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checking.Clients;

/// <summary>A connection from the client that the checker plays to the program under test.</summary>
internal sealed class ClientConnection : IDisposable
{
    private readonly Socket _socket;

    private ClientConnection(Socket socket)
    {
        _socket = socket;
        Reader = new WireReader(socket);
    }

    public WireReader Reader { get; }

    /// <summary>How much was sent so far, since <see cref="StartAnew"/>. May be read by another thread.</summary>
    public long BytesSent { get; private set; }

    /// <exception cref="SocketException">Nobody listens, or nobody picks up.</exception>
    public static async Task<ClientConnection> OpenAsync(IPEndPoint address, CancellationToken cancel)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancel);
            return new ClientConnection(socket);
        }
        catch
        {
            // Whatever it was: nobody else knows of this socket.
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Another request begins on this connection: counts from here on.</summary>
    public void StartAnew()
    {
        BytesSent = 0;
        Reader.StartAnew();
    }

    public Task SendAsync(string text, CancellationToken cancel) => SendAsync(Encoding.Latin1.GetBytes(text), cancel);

    /// <exception cref="SocketException">The connection is broken.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        while (bytes.Length > 0)
        {
            int sent = await _socket.SendAsync(bytes, SocketFlags.None, cancel);
            BytesSent += sent;
            bytes = bytes[sent..];
        }
    }

    /// <summary>Sends, unless the connection is broken: what came before that can be read all the same, and tells more.</summary>
    /// <returns>False when it is broken.</returns>
    public async Task<bool> TrySendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        try
        {
            await SendAsync(bytes, cancel);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public Task<bool> TrySendAsync(string text, CancellationToken cancel) => TrySendAsync(Encoding.Latin1.GetBytes(text), cancel);

    /// <summary>Ends our sending in good order (FIN), and still listens.</summary>
    public void EndSending()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The other side has ended the connection already: reading will tell how.
        }
    }

    /// <summary>Leaves as a program does that is killed: a reset.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Dispose();
    }

    public void Dispose() => _socket.Dispose();
}
