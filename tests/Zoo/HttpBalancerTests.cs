using System.Net;
using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Zoo;
using LearnLoadBalancer.Zoo.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace LearnLoadBalancer.Tests.Zoo;

/// <summary>The good balancer that reads HTTP is the measure of the faulty ones: what no check asks of it.</summary>
public sealed class HttpBalancerTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Host_NamedByConnection_StaysAllTheSame()
    {
        string[] responses = await AskAsync(
            ["GET / HTTP/1.1\r\nHost: a\r\nX-Gone: 1\r\nConnection: Host, X-Gone\r\n\r\n"],
            async (backend, _, head) => await backend.SendAsync(Response(head)));

        Assert.Contains("Host: a", responses[0]);
        Assert.DoesNotContain("X-Gone", responses[0]);
    }

    [Theory]
    [InlineData("HTTP/1.1 2")]
    [InlineData("HTTP/1.1 103 Early Hints\r\n\r\n")]
    public async Task Repeat_AfterPartOfAResponse_IsNotMade(string part)
    {
        int seen = 0;
        string[] responses = await AskAsync(
            ["GET /first HTTP/1.1\r\nHost: a\r\n\r\n", "GET /second HTTP/1.1\r\nHost: a\r\n\r\n"],
            async (backend, number, head) =>
            {
                bool second = head.StartsWith("GET /second", StringComparison.Ordinal);
                seen += second ? 1 : 0;
                await backend.SendAsync(second && number == 2 ? Encoding.Latin1.GetBytes(part) : Response("ok"));
                if (second)
                {
                    backend.Dispose();
                }
            });

        Assert.Contains("502 Bad Gateway", responses[1]);
        Assert.Equal(1, seen);
    }

    [Fact]
    public async Task Repeat_WhenNotAByteCame_IsMade()
    {
        int seen = 0;
        string[] responses = await AskAsync(
            ["GET /first HTTP/1.1\r\nHost: a\r\n\r\n", "GET /second HTTP/1.1\r\nHost: a\r\n\r\n"],
            async (backend, number, head) =>
            {
                if (head.StartsWith("GET /second", StringComparison.Ordinal) && ++seen == 1)
                {
                    backend.Dispose();
                    return;
                }

                await backend.SendAsync(Response("ok"));
            });

        Assert.EndsWith("ok", responses[1]);
        Assert.Equal(2, seen);
    }

    private static byte[] Response(string body) => Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}");

    /// <summary>Sends requests on one connection, each after the response to the last.</summary>
    /// <param name="requests">Heads.</param>
    /// <param name="response">What the backend does: the connection, the number of the request, from 1, and its head.</param>
    private static async Task<string[]> AskAsync(string[] requests, Func<Socket, int, string, Task> response)
    {
        using var guard = new CancellationTokenSource(Guard);
        using Socket backends = Listen();
        using Socket listener = Listen();
        int number = 0;
        Task serving = ServeAsync(backends, async (socket, head) => await response(socket, ++number, head), guard.Token);
        var settings = new ZooSettings(
            [new Backend("127.0.0.1", ((IPEndPoint)backends.LocalEndPoint!).Port)], TimeSpan.FromHours(1), NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        Task running = new HttpBalancer(settings).RunAsync(listener, stop.Token);
        var responses = new List<string>();
        using (var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            await client.ConnectAsync(listener.LocalEndPoint!, guard.Token);
            var reader = new MessageReader(client);
            foreach (string request in requests)
            {
                await client.SendAsync(Encoding.Latin1.GetBytes(request), guard.Token);
                string head = await reader.ReadHeadAsync().WaitAsync(guard.Token) ?? "";
                string interim = "";
                while (head.StartsWith("HTTP/1.1 103", StringComparison.Ordinal))
                {
                    interim += head;
                    head = await reader.ReadHeadAsync().WaitAsync(guard.Token) ?? "";
                }

                var body = new MemoryStream();
                await BodyCopier.CopyAsync(reader, Body.OfResponse(new Head(head), "GET"), bytes => body.WriteAsync(bytes).AsTask(), guard.Token);
                responses.Add(interim + head + Encoding.Latin1.GetString(body.ToArray()));
            }
        }

        await stop.CancelAsync();
        await running.WaitAsync(guard.Token);
        backends.Dispose();
        await serving.WaitAsync(guard.Token);
        return [.. responses];
    }

    private static Socket Listen()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen(16);
        return socket;
    }

    /// <summary>Plays the backend, on as many connections as come.</summary>
    private static async Task ServeAsync(Socket listener, Func<Socket, string, Task> response, CancellationToken guard)
    {
        var open = new List<(Socket Socket, Task Serving)>();
        try
        {
            while (true)
            {
                Socket socket = await listener.AcceptAsync(guard);
                open.Add((socket, ServeOneAsync(socket, response)));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            foreach ((Socket socket, Task serving) in open)
            {
                socket.Dispose(); // The test is over, and the pool would keep it.
                await serving;
            }
        }
    }

    private static async Task ServeOneAsync(Socket socket, Func<Socket, string, Task> response)
    {
        using (socket)
        {
            var reader = new MessageReader(socket);
            try
            {
                while (await reader.ReadHeadAsync() is { } head)
                {
                    await response(socket, head);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The script, or the balancer, has closed it.
            }
        }
    }
}
