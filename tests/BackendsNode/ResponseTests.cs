using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Tests.Processes;

namespace LearnLoadBalancer.Tests.BackendsNode;

/// <summary>What a backend answers, asked over real sockets.</summary>
[StartsPrograms]
public sealed class ResponseTests : IAsyncLifetime, IDisposable
{
    private const int Megabyte = 1024 * 1024;

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private NodeBackend _backend = null!;

    public async Task InitializeAsync()
    {
        _backend = await NodeBackend.StartAsync(2);
        _client.BaseAddress = new Uri($"http://{_backend.Address}");
    }

    public Task DisposeAsync() => _backend.DisposeAsync().AsTask();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/any/path?with=query")]
    [InlineData("GET", "/bigger")]
    [InlineData("GET", "/__proto__")]
    [InlineData("GET", "//")]
    [InlineData("GET", "/%")]
    [InlineData("OPTIONS", "*")]
    [InlineData("POST", "/health/sideways")]
    public async Task AnyPath_AnyMethod_SaysWhoAnswered(string method, string path)
    {
        // Raw, because HttpClient tidies up such paths.
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _backend.Port);
        using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: backend\r\nConnection: close\r\n\r\n"));

        string response = await new StreamReader(stream).ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", response, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Length: 31\r\n", response, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nResponse from Backend Server 2\n", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlainResponse_WithLargeBody_ReadsTheBodyAndGoesOn()
    {
        using HttpResponseMessage first = await _client.PostAsync("/", new ByteArrayContent(new byte[5 * Megabyte]));

        Assert.Equal("Response from Backend Server 2\n", await first.Content.ReadAsStringAsync());
        Assert.Equal("Response from Backend Server 2\n", await _client.GetStringAsync("/"));
    }

    [Fact]
    public async Task Slow_Milliseconds_WaitsThatLongAtLeast()
    {
        var clock = Stopwatch.StartNew();

        Assert.Equal("Response from Backend Server 2\n", await _client.GetStringAsync("/slow?ms=300"));

        // A timer of Node.js counts whole milliseconds and may come one early.
        Assert.InRange(clock.Elapsed.TotalMilliseconds, 298, double.MaxValue);
    }

    [Fact]
    public async Task Slow_ClientLeaves_GoesOnServing()
    {
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, _backend.Port);
            await client.GetStream().WriteAsync("GET /slow?ms=20 HTTP/1.1\r\nHost: backend\r\n\r\n"u8.ToArray());
            client.LingerState = new LingerOption(true, 0); // Leaves with a reset.
        }

        Assert.Equal("Response from Backend Server 2\n", await _client.GetStringAsync("/slow?ms=40"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Big_Megabytes_ComeWithTheirLength(int mb)
    {
        using HttpResponseMessage response = await _client.GetAsync($"/big?mb={mb}", HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(mb * Megabyte, response.Content.Headers.ContentLength);
        Assert.Equal(mb * Megabyte, (await response.Content.ReadAsByteArrayAsync()).Length);
    }

    [Fact]
    public async Task Big_Head_TellsTheLengthAlone()
    {
        using HttpResponseMessage response = await _client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/big?mb=3"));

        Assert.Equal(3 * Megabyte, response.Content.Headers.ContentLength);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task BigAndUpload_MuchLargerThanMemory_PassThroughIt()
    {
        const int MB = 400;
        using HttpResponseMessage big = await _client.GetAsync($"/big?mb={MB}", HttpCompletionOption.ResponseHeadersRead);
        using HttpResponseMessage counted = await _client.PostAsync("/upload", new StreamContent(await big.Content.ReadAsStreamAsync()));

        Assert.Equal($"Backend Server 2 received {(long)MB * Megabyte} bytes\n", await counted.Content.ReadAsStringAsync());
        using var process = Process.GetProcessById(_backend.Program.Id);
        Assert.InRange(process.PeakWorkingSet64, 0, MB / 2 * Megabyte);
    }

    [Fact]
    public async Task Big_ClientLeavesInMidResponse_GoesOnServing()
    {
        using (HttpResponseMessage big = await _client.GetAsync("/big?mb=100000", HttpCompletionOption.ResponseHeadersRead))
        {
            await (await big.Content.ReadAsStreamAsync()).ReadExactlyAsync(new byte[Megabyte]);
        }

        Assert.Equal("Response from Backend Server 2\n", await _client.GetStringAsync("/"));
    }

    [Theory]
    [InlineData("POST", 0)]
    [InlineData("POST", 3_000_001)]
    [InlineData("PUT", 17)]
    public async Task Upload_Bytes_AreCounted(string method, int bytes)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/upload") { Content = new ByteArrayContent(new byte[bytes]) };
        using HttpResponseMessage response = await _client.SendAsync(request);

        Assert.Equal($"Backend Server 2 received {bytes} bytes\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Upload_ClientLeavesHalfway_GoesOnServing()
    {
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, _backend.Port);
            await client.GetStream().WriteAsync("POST /upload HTTP/1.1\r\nHost: backend\r\nContent-Length: 1000\r\n\r\nhalf"u8.ToArray());
            client.LingerState = new LingerOption(true, 0);
        }

        Assert.Equal("Response from Backend Server 2\n", await _client.GetStringAsync("/"));
    }

    [Fact]
    public async Task Health_Turned_Is503AndThen200Again()
    {
        Assert.Equal((HttpStatusCode.OK, "healthy\n"), await AskAsync(HttpMethod.Get, "/health"));
        Assert.Equal(
            (HttpStatusCode.OK, "Backend Server 2 now answers GET /health with 503\n"), await AskAsync(HttpMethod.Post, "/health/down"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unhealthy\n"), await AskAsync(HttpMethod.Get, "/health"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, ""), await AskAsync(HttpMethod.Head, "/health"));
        Assert.Equal((HttpStatusCode.OK, "Response from Backend Server 2\n"), await AskAsync(HttpMethod.Get, "/"));
        Assert.Equal(
            (HttpStatusCode.OK, "Backend Server 2 now answers GET /health with 200\n"), await AskAsync(HttpMethod.Post, "/health/up"));
        Assert.Equal((HttpStatusCode.OK, "healthy\n"), await AskAsync(HttpMethod.Get, "/health"));
    }

    [Fact]
    public async Task Fault_Fail_FailsEachPathButTheSwitches()
    {
        Assert.Equal((HttpStatusCode.OK, "Backend Server 2 now has the fault fail=503\n"), await AskAsync(HttpMethod.Post, "/fault?fail=503"));
        foreach (string path in new[] { "/", "/upload", "/big?mb=1", "/slow?ms=600000" })
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "Failure 503 from Backend Server 2\n"), await AskAsync(HttpMethod.Get, path));
        }

        Assert.Equal((HttpStatusCode.OK, "healthy\n"), await AskAsync(HttpMethod.Get, "/health"));
        Assert.Equal((HttpStatusCode.OK, "Backend Server 2 now has no fault\n"), await AskAsync(HttpMethod.Post, "/fault?none"));
        Assert.Equal((HttpStatusCode.OK, "Response from Backend Server 2\n"), await AskAsync(HttpMethod.Get, "/"));
    }

    [Fact]
    public async Task Fault_Slow_WaitsAndThenResponds()
    {
        await AskAsync(HttpMethod.Post, "/fault?slow=300");
        var clock = Stopwatch.StartNew();
        using HttpResponseMessage counted = await _client.PostAsync("/upload", new ByteArrayContent(new byte[3 * Megabyte]));

        Assert.Equal($"Backend Server 2 received {3 * Megabyte} bytes\n", await counted.Content.ReadAsStringAsync());
        Assert.InRange(clock.Elapsed.TotalMilliseconds, 298, double.MaxValue);
    }

    [Fact]
    public async Task Fault_NotOne_Gets400AndChangesNothing()
    {
        await AskAsync(HttpMethod.Post, "/fault?fail=500");
        (HttpStatusCode status, string text) = await AskAsync(HttpMethod.Post, "/fault?fail=soon");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith("\"fail=soon\" is no fault. Write slow=500 ", text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.InternalServerError, "Failure 500 from Backend Server 2\n"), await AskAsync(HttpMethod.Get, "/"));
    }

    [Theory]
    [InlineData("/slow?ms=", "ms must be a whole number from 0 to 600000, as in /slow?ms=1500\n")]
    [InlineData("/slow?ms=soon", "ms must be a whole number from 0 to 600000, as in /slow?ms=1500\n")]
    [InlineData("/slow?ms=600001", "ms must be a whole number from 0 to 600000, as in /slow?ms=1500\n")]
    [InlineData("/big?mb=-1", "mb must be a whole number from 0 to 100000, as in /big?mb=100\n")]
    [InlineData("/big?mb=1.5", "mb must be a whole number from 0 to 100000, as in /big?mb=100\n")]
    [InlineData("/big?mb=1e3", "mb must be a whole number from 0 to 100000, as in /big?mb=100\n")]
    [InlineData("/big?mb=100001", "mb must be a whole number from 0 to 100000, as in /big?mb=100\n")]
    [InlineData("/big?mb=99999999999999999999", "mb must be a whole number from 0 to 100000, as in /big?mb=100\n")]
    public async Task BadNumber_Gets400AndTheWayOut(string path, string text) =>
        Assert.Equal((HttpStatusCode.BadRequest, text), await AskAsync(HttpMethod.Get, path));

    [Theory]
    [InlineData("DELETE", "/health", "/health takes GET or HEAD, not DELETE\n")]
    [InlineData("GET", "/health/down", "/health/down takes POST, not GET\n")]
    [InlineData("GET", "/upload", "/upload takes POST or PUT, not GET\n")]
    [InlineData("GET", "/fault", "/fault takes POST, not GET\n")]
    public async Task WrongMethod_Gets405AndTheRightOnes(string method, string path, string text) =>
        Assert.Equal((HttpStatusCode.MethodNotAllowed, text), await AskAsync(new HttpMethod(method), path));

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using HttpResponseMessage response = await _client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
