using System.Net;
using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Tests.Support;

/// <summary>One end of a raw TCP connection: a client of the balancer, or a backend's side of a connection.</summary>
internal sealed class Peer(Socket socket) : IDisposable
{
    /// <summary>The socket itself, for what the helpers do not cover.</summary>
    public Socket Socket => socket;

    /// <summary>Connects to a port of this machine.</summary>
    /// <param name="port">The port.</param>
    /// <param name="kernelBuffer">Bytes that the kernel may keep for this end in each direction; null leaves it to the kernel.</param>
    public static async Task<Peer> ConnectAsync(int port, int? kernelBuffer = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (kernelBuffer is { } size)
        {
            socket.ReceiveBufferSize = size;
            socket.SendBufferSize = size;
        }

        await socket.ConnectAsync(IPAddress.Loopback, port).EndsAsync($"connecting to port {port}");
        return new Peer(socket);
    }

    /// <summary>Sends all of it.</summary>
    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Sends all of it.</summary>
    public Task SendAsync(ReadOnlyMemory<byte> bytes) => socket.SendAsync(bytes).AsTask().EndsAsync("sending");

    /// <summary>Half-closes: says that nothing more will follow (FIN), and can still read.</summary>
    public void FinishSending() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Throws the connection away by a reset (RST).</summary>
    public void Reset() => socket.Abort();

    /// <summary>Closes: by a FIN, or by a reset when there is unread input.</summary>
    public void Dispose() => socket.Dispose();

    /// <summary>Reads what is there, at least one byte; empty at the end.</summary>
    public async Task<string> ReadSomeAsync()
    {
        var buffer = new byte[64 * 1024];
        int received = await socket.ReceiveAsync(buffer.AsMemory()).AsTask().EndsAsync("receiving");
        return Encoding.Latin1.GetString(buffer, 0, received);
    }

    /// <summary>Reads up to and including the mark, and what may have come with it.</summary>
    public async Task<string> ReadUntilAsync(string mark)
    {
        var text = new StringBuilder();
        while (!text.ToString().Contains(mark, StringComparison.Ordinal))
        {
            string some = await ReadSomeAsync();
            text.Append(some.Length > 0 ? some : throw new EndOfStreamException($"The end came before {mark}, after: {text}"));
        }

        return text.ToString();
    }

    /// <summary>Reads exactly as many bytes.</summary>
    public async Task<string> ReadExactlyAsync(int count)
    {
        var buffer = new byte[count];
        for (int filled = 0; filled < count;)
        {
            int received = await socket.ReceiveAsync(buffer.AsMemory(filled)).AsTask().EndsAsync("receiving");
            filled += received > 0 ? received : throw new EndOfStreamException($"The end came after {filled} of {count} bytes.");
        }

        return Encoding.Latin1.GetString(buffer);
    }

    /// <summary>Reads until the other side ends in order (FIN). A reset is an error.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var text = new StringBuilder();
        while (await ReadSomeAsync() is { Length: > 0 } some)
        {
            text.Append(some);
        }

        return text.ToString();
    }

    /// <summary>Reads until the connection is over, and says how it ended.</summary>
    public async Task<(long Bytes, bool Reset)> ReadToWhateverEndAsync()
    {
        var buffer = new byte[256 * 1024];
        long bytes = 0;
        try
        {
            int received;
            while ((received = await socket.ReceiveAsync(buffer.AsMemory()).AsTask().EndsAsync("receiving")) > 0)
            {
                bytes += received;
            }

            return (bytes, false);
        }
        catch (SocketException)
        {
            return (bytes, true);
        }
    }
}
