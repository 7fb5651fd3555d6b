using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LearnLoadBalancer.Lab.Bench.Backends;

/// <summary>The lab's own fast backend: answers prepared beforehand, on raw sockets.</summary>
/// <remarks>
/// It understands what the generators send and no more: short heads, bodies with a Content-Length. It is a
/// measuring instrument, not a server.
/// </remarks>
internal sealed class RawBackend : IDisposable
{
    private const int BufferSize = 256 * 1024;

    /// <summary>What is uploaded goes here, everybody's at once: nobody ever looks at it.</summary>
    private static readonly byte[] Sink = new byte[BufferSize];

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _small = Response(BenchContent.Small.Length, Encoding.ASCII.GetBytes(BenchContent.Small));
    private readonly byte[] _medium = Response(BenchContent.MediumSize, new byte[BenchContent.MediumSize]);
    private readonly byte[] _largeHead = Response(BenchContent.LargeSize, []);
    private readonly byte[] _piece = new byte[BufferSize];
    private volatile bool _ends;

    public RawBackend()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(4096);
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Serves until disposed.</summary>
    /// <remarks>
    /// Not with the course's accept loop, which goes on when it can't accept: here that would be another measurement. And
    /// whoever has no descriptor left can't even load what the log needs.
    /// </remarks>
    /// <exception cref="SocketException">It had to stop earlier: it had no descriptors left, say.</exception>
    public async Task RunAsync()
    {
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptAsync();
                client.NoDelay = true;
                _ = ServeAsync(client); // Ends with its client, and never throws.
            }
        }
        catch (Exception e) when (_ends && (e is SocketException or ObjectDisposedException))
        {
            // Disposed: that is how it ends.
        }
    }

    public void Dispose()
    {
        _ends = true;
        _listener.Dispose();
    }

    private async Task ServeAsync(Socket client)
    {
        try
        {
            using (client)
            {
                byte[] buffer = new byte[4 * 1024];
                int filled = 0;
                while (filled < buffer.Length
                    && await client.ReceiveAsync(Memory<byte>.Empty) >= 0
                    && await client.ReceiveAsync(buffer.AsMemory(filled)) is > 0 and var received)
                {
                    // Heads come in one piece, but for those of slow clients, which a TCP relay passes on as they come.
                    filled += received;
                    if (RawRequest.TryParse(buffer.AsSpan(0, filled), out RawRequest request))
                    {
                        await RespondAsync(client, request, filled);
                        if (request.Close)
                        {
                            break;
                        }

                        filled = 0;
                    }
                }

                client.Shutdown(SocketShutdown.Both);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The generator ends a run by closing its connections.
        }
    }

    private async ValueTask RespondAsync(Socket client, RawRequest request, int received)
    {
        await SkipAsync(client, request.ContentLength - (received - request.Length));
        switch (request.Path)
        {
            case RawPath.Medium:
                await SendAsync(client, _medium);
                break;
            case RawPath.Large:
                await SendAsync(client, _largeHead);
                for (int left = BenchContent.LargeSize; left > 0; left -= BufferSize)
                {
                    await SendAsync(client, _piece.AsMemory(0, Math.Min(left, BufferSize)));
                }

                break;
            default:
                await SendAsync(client, _small);
                break;
        }
    }

    private static async ValueTask SkipAsync(Socket client, long left)
    {
        while (left > 0 && await client.ReceiveAsync(Sink) is > 0 and var received)
        {
            left -= received;
        }
    }

    private static async ValueTask SendAsync(Socket client, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await client.SendAsync(bytes)..];
        }
    }

    private static byte[] Response(int length, byte[] body) =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n\r\n"), .. body];
}
