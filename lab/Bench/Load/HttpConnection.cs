using System.Net;
using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Lab.Bench.Load;

/// <summary>A client's connection that sends bytes prepared beforehand and reads answers with a Content-Length.</summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer;

    /// <param name="bufferSize">How much to receive at once: large for large bodies, small where there are many connections.</param>
    public HttpConnection(int bufferSize = 16 * 1024) => _buffer = new byte[bufferSize];

    /// <summary>The bytes of a GET request.</summary>
    public static byte[] Get(string path, bool keepAlive = true) => Encoding.ASCII.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: bench\r\n{(keepAlive ? "" : "Connection: close\r\n")}\r\n");

    /// <summary>Connects on a thread that waits, here and later, for so long at most.</summary>
    public void Connect(IPEndPoint target, TimeSpan limit)
    {
        _socket.ReceiveTimeout = _socket.SendTimeout = (int)limit.TotalMilliseconds;
        _socket.Connect(target);
    }

    public ValueTask ConnectAsync(IPEndPoint target, CancellationToken cancel) => _socket.ConnectAsync(target, cancel);

    /// <summary>Sends bytes as they are.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await _socket.SendAsync(bytes, cancel)..];
        }
    }

    /// <summary>Sends bytes as they are, and waits where there is no room for them.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[_socket.Send(bytes)..];
        }
    }

    /// <summary>Reads one response and throws its body away.</summary>
    /// <returns>The length of the body.</returns>
    /// <exception cref="FormatException">The response is not a 200 with a Content-Length.</exception>
    /// <exception cref="SocketException">The connection broke, or ended before the response did.</exception>
    public async ValueTask<long> ReceiveAsync(CancellationToken cancel)
    {
        ResponseHead head = await ReceiveAnyAsync(cancel);
        return head is { Status: 200, ContentLength: { } body } ? body : throw new FormatException($"Not a 200: {head}");
    }

    /// <summary>Reads one response, whatever its status, and throws its body away.</summary>
    /// <exception cref="FormatException">The response has no Content-Length, or is none.</exception>
    /// <exception cref="SocketException">The connection broke, or ended before the response did.</exception>
    public async ValueTask<ResponseHead> ReceiveAnyAsync(CancellationToken cancel)
    {
        int filled = 0;
        ResponseHead head;
        do
        {
            filled += await ReceiveSomeAsync(_buffer.AsMemory(filled), cancel);
        }
        while (!ResponseHead.TryParse(_buffer.AsSpan(0, filled), out head));

        long body = head.ContentLength ?? throw new FormatException($"A response without a Content-Length: {head}");
        for (long left = body - (filled - head.Length); left > 0;)
        {
            left -= await ReceiveSomeAsync(_buffer.AsMemory(0, (int)Math.Min(left, _buffer.Length)), cancel);
        }

        return head;
    }

    /// <summary>The same as <see cref="ReceiveAsync"/> on a thread that waits: for large bodies that costs the least.</summary>
    /// <inheritdoc cref="ReceiveAsync"/>
    public long Receive()
    {
        int filled = 0;
        ResponseHead head;
        do
        {
            filled += ReceiveSome(_buffer.AsSpan(filled));
        }
        while (!ResponseHead.TryParse(_buffer.AsSpan(0, filled), out head));

        long body = head is { Status: 200, ContentLength: { } length } ? length : throw new FormatException($"Not a 200: {head}");
        for (long left = body - (filled - head.Length); left > 0;)
        {
            left -= ReceiveSome(_buffer.AsSpan(0, (int)Math.Min(left, _buffer.Length)));
        }

        return body;
    }

    /// <summary>Connects, sends a request, and reads its response, all within a time.</summary>
    /// <exception cref="FormatException">The response is not a 200 with a Content-Length.</exception>
    /// <exception cref="SocketException">There is no connection, it broke, or the time was up.</exception>
    public async Task AskOnceAsync(IPEndPoint target, ReadOnlyMemory<byte> request, TimeSpan limit, CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        end.CancelAfter(limit);
        try
        {
            await ConnectAsync(target, end.Token);
            await SendAsync(request, end.Token);
            await ReceiveAsync(end.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new SocketException((int)SocketError.TimedOut);
        }
    }

    /// <summary>Cuts it off: the peer gets a reset, and whoever waits for a response here an error.</summary>
    public void Abort() => _socket.Abort();

    public void Dispose() => _socket.Dispose();

    private int ReceiveSome(Span<byte> buffer) =>
        _socket.Receive(buffer) is > 0 and var received ? received : throw new SocketException((int)SocketError.ConnectionReset);

    private async ValueTask<int> ReceiveSomeAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        int received = await _socket.ReceiveAsync(buffer, cancel);
        return received > 0 ? received : throw new SocketException((int)SocketError.ConnectionReset);
    }
}
