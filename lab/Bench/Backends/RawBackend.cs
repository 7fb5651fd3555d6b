using System.Net;
using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Lab.Backends;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Lab.Bench.Backends;

/// <summary>The lab's own fast backend: answers prepared beforehand, on raw sockets.</summary>
/// <remarks>
/// It understands what the generators send and no more: short heads, bodies with a Content-Length. It is a
/// measuring instrument, not a server.
/// </remarks>
internal sealed class RawBackend : IAsyncDisposable
{
    private const int BufferSize = 256 * 1024;

    /// <summary>What is uploaded goes here, everybody's at once: nobody ever looks at it.</summary>
    private static readonly byte[] Sink = new byte[BufferSize];

    private readonly byte[] _small = Response(BenchContent.Small.Length, Encoding.ASCII.GetBytes(BenchContent.Small));
    private readonly byte[] _medium = Response(BenchContent.MediumSize, new byte[BenchContent.MediumSize]);
    private readonly byte[] _largeHead = Response(BenchContent.LargeSize, []);
    private readonly byte[] _piece = new byte[BufferSize];
    private readonly LabServer _server;

    public RawBackend()
    {
        Socket listener = ListeningSocket.Open(new ListenAddress("127.0.0.1", 0));
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        _server = new LabServer([listener], (client, _) => ServeAsync(client));
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <inheritdoc cref="LabServer.Trouble"/>
    public Task<string> Trouble => _server.Trouble;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <remarks>No token: it would cost a registration for each receive, and at the end the connection is cut off anyhow.</remarks>
    private async Task ServeAsync(Socket client)
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
