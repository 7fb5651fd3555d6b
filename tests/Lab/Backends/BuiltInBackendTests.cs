using System.Net;
using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Lab.Backends;
using LearnLoadBalancer.Lab.Ports;
using LearnLoadBalancer.Tests.Processes;

namespace LearnLoadBalancer.Tests.Lab.Backends;

[StartsPrograms]
public sealed class BuiltInBackendTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>The two must not drift apart: so each request goes to both.</summary>
    [Fact]
    public async Task Answers_TheSameAsNode()
    {
        await using NodeBackend node = await NodeBackend.StartAsync(2);
        await using BuiltInBackend builtIn = BuiltInBackend.Start(2, 0);

        (string Method, string Path, int Body)[] requests =
        [
            ("GET", "/", 0), ("GET", "/any/path?with=query", 0), ("POST", "/", 1000), ("HEAD", "/", 0), ("DELETE", "/x", 0),
            ("GET", "/slow?ms=1", 0), ("GET", "/slow?ms=x", 0), ("GET", "/slow?ms=600001", 0), ("GET", "/slow?ms=", 0), ("GET", "/slow?ms=-1", 0),
            ("GET", "/big?mb=1", 0), ("GET", "/big?mb=0", 0), ("HEAD", "/big?mb=3", 0), ("GET", "/big?mb=1.5", 0), ("GET", "/big?mb=1000000", 0),
            ("POST", "/upload", 0), ("POST", "/upload", 3_000_000), ("PUT", "/upload", 5), ("GET", "/upload", 0),
            ("GET", "/health", 0), ("POST", "/health/down", 0), ("GET", "/health", 0), ("HEAD", "/health", 0), ("GET", "/health/down", 0),
            ("POST", "/health/up", 0), ("GET", "/health", 0), ("DELETE", "/health", 0),
            ("POST", "/fault?fail=503", 0), ("GET", "/", 0), ("POST", "/upload", 5), ("GET", "/upload", 0), ("HEAD", "/big?mb=1", 0), ("GET", "/health", 0),
            ("POST", "/fault?fail=500", 0), ("GET", "/", 0), ("POST", "/fault?fail=599", 0), ("GET", "/", 0),
            ("POST", "/fault?slow=1", 0), ("GET", "/", 0), ("POST", "/upload", 3_000_000), ("GET", "/slow?ms=1", 0), ("DELETE", "/upload", 0),
            ("POST", "/fault?slow=1,fail=504", 0), ("GET", "/", 0),
            ("POST", "/fault?silent", 0), ("GET", "/health", 0), ("POST", "/fault?hang-health", 0), ("GET", "/", 0),
            ("POST", "/fault?none", 0), ("GET", "/", 0), ("GET", "/fault", 0), ("POST", "/fault", 0), ("POST", "/fault?none,slow=1", 0),
            ("POST", "/fault?fail=499", 0), ("POST", "/fault?fail=600", 0), ("POST", "/fault?fail", 0), ("POST", "/fault?fail=", 0), ("POST", "/fault?slow=600001", 0),
            ("POST", "/fault?slow=-1", 0), ("POST", "/fault?slow=1e3", 0), ("POST", "/fault?silent=1", 0), ("POST", "/fault?slow=1=1", 0), ("POST", "/fault?silent,", 0), ("POST", "/fault?x", 0),
        ];
        foreach (var (method, path, body) in requests)
        {
            foreach (bool chunked in body > 0 ? new[] { false, true } : [false])
            {
                Assert.Equal(
                    (method, path, chunked, await DescribeAsync(node.Port, method, path, body, chunked)),
                    (method, path, chunked, await DescribeAsync(builtIn.Port, method, path, body, chunked)));
            }
        }
    }

    /// <summary>That a response never comes can't be seen. That the connection ends without one, once the client has ended its side, can.</summary>
    [Theory]
    [InlineData("silent", "/")]
    [InlineData("silent,fail=503,slow=1", "/upload")]
    [InlineData("hang-health", "/health")]
    public async Task Fault_NoResponse_WaitsUntilTheClientEnds_AsNodeDoes(string fault, string path)
    {
        await using NodeBackend node = await NodeBackend.StartAsync(2);
        await using BuiltInBackend builtIn = BuiltInBackend.Start(2, 0);
        foreach (int port in new[] { node.Port, builtIn.Port })
        {
            Assert.StartsWith("200 ", await DescribeAsync(port, "POST", $"/fault?{fault}", 0, chunked: false), StringComparison.Ordinal);
            using Socket client = await ConnectAsync(port);
            await client.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n"));
            client.Shutdown(SocketShutdown.Send);
            Assert.Equal("", await ReadAllAsync(client));
        }
    }

    [Fact]
    public async Task Connection_SeveralRequestsAtOnce_AreAnsweredInTurn()
    {
        await using BuiltInBackend backend = BuiltInBackend.Start(3, 0);
        string response = await TalkAsync(backend.Port, "GET / HTTP/1.1\r\nHost: a\r\n\r\nPOST /upload HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nTrailer: t\r\n\r\nGET / HTTP/1.1\r\nConnection: close\r\n\r\n");

        Assert.Equal(
            ["Response from Backend Server 3", "Backend Server 3 received 3 bytes", "Response from Backend Server 3"],
            response.Split('\n').Where(line => line.Contains("Backend", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n")]
    [InlineData("GET / HTTP/2\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nno colon\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n")]
    public async Task Connection_Nonsense_GetsA400AndTheEnd(string request)
    {
        await using BuiltInBackend backend = BuiltInBackend.Start(1, 0);
        string response = await TalkAsync(backend.Port, request);
        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\n", response, StringComparison.Ordinal);
        Assert.Contains("Connection: close\r\n", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_ClientWaitsForContinue_IsToldToGoOn()
    {
        await using BuiltInBackend backend = BuiltInBackend.Start(1, 0);
        using Socket client = await ConnectAsync(backend.Port);
        await client.SendAsync("POST /upload HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"u8.ToArray());
        var buffer = new byte[100];
        int received = await client.ReceiveAsync(buffer).WaitAsync(Limit);
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", Encoding.ASCII.GetString(buffer, 0, received));

        await client.SendAsync("ok"u8.ToArray());
        client.Shutdown(SocketShutdown.Send);
        Assert.EndsWith("received 2 bytes\n", await ReadAllAsync(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_ClientsInMidResponse_EndsAtOnceAndFreesThePort()
    {
        BuiltInBackend backend = BuiltInBackend.Start(1, StablePort.Find());
        using Socket slow = await ConnectAsync(backend.Port);
        await slow.SendAsync("GET /slow?ms=600000 HTTP/1.1\r\n\r\n"u8.ToArray());
        using Socket big = await ConnectAsync(backend.Port);
        await big.SendAsync("GET /big?mb=100000 HTTP/1.1\r\n\r\n"u8.ToArray());
        await big.ReceiveAsync(new byte[1]).WaitAsync(Limit);

        await backend.DisposeAsync().AsTask().WaitAsync(Limit);
        Assert.True(PortProbe.IsFree(backend.Port));
    }

    [Fact]
    public async Task Start_PortTaken_SaysSo()
    {
        await using BuiltInBackend first = BuiltInBackend.Start(1, 0);
        var e = Assert.Throws<StartupException>(() => BuiltInBackend.Start(2, first.Port));
        Assert.StartsWith($"Backend 2 can't have port {first.Port}: ", e.Message, StringComparison.Ordinal);
    }

    private static async Task<string> DescribeAsync(int port, string method, string path, int body, bool chunked)
    {
        using HttpContent? content = body == 0 ? null : new ByteArrayContent(new byte[body]);
        using var request = new HttpRequestMessage(new HttpMethod(method), $"http://localhost:{port}{path}") { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        using var client = new HttpClient { Timeout = Limit };
        using HttpResponseMessage response = await client.SendAsync(request);
        byte[] received = await response.Content.ReadAsByteArrayAsync();
        string text = received.Length > 1000 ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(received)) : Encoding.UTF8.GetString(received);
        return $"{(int)response.StatusCode} {response.ReasonPhrase} {response.Content.Headers.ContentType} {response.Content.Headers.ContentLength} [{string.Join(", ", response.Content.Headers.Allow)}] {text}";
    }

    private static async Task<string> TalkAsync(int port, string request)
    {
        using Socket client = await ConnectAsync(port);
        await client.SendAsync(Encoding.ASCII.GetBytes(request));
        client.Shutdown(SocketShutdown.Send);
        return await ReadAllAsync(client);
    }

    private static async Task<Socket> ConnectAsync(int port)
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, port);
        return client;
    }

    private static async Task<string> ReadAllAsync(Socket client)
    {
        var response = new StringBuilder();
        var buffer = new byte[4096];
        int received;
        while ((received = await client.ReceiveAsync(buffer).WaitAsync(Limit)) > 0)
        {
            response.Append(Encoding.ASCII.GetString(buffer, 0, received));
        }

        return response.ToString();
    }
}
