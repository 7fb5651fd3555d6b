using System.Net.Sockets;
using LearnLoadBalancer.Level5.Checks;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level5.Checks;

public sealed class HttpProbeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "ok")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", "ok")]
    [InlineData("HTTP/1.0 302 Found\r\nLocation: /login\r\n\r\n", "ok")]
    [InlineData("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", "ok")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "status 404")]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\n\r\n", "status 503")]
    [InlineData("HTTP/0.9 junk\r\n\r\n", "not HTTP")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", "not HTTP")]
    [InlineData("", "closed without a response")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-", "closed without a response")]
    public async Task CheckAsync_AResponse_SaysWhatIsWrong(string response, string detail)
    {
        await using var backend = new ScriptedBackend(async peer =>
        {
            await peer.ReadUntilAsync(HttpText.EndOfHead);
            await peer.SendAsync(response);
        });
        Assert.Equal(detail, (await CheckAsync(backend, new HttpCheckOptions("/health"))).Detail);
    }

    [Fact]
    public async Task CheckAsync_Always_AsksAsAClientWould()
    {
        string asked = "";
        await using var backend = new ScriptedBackend(async peer =>
        {
            asked = await peer.ReadUntilAsync(HttpText.EndOfHead);
            await peer.SendAsync(HttpText.Response("ok"));
        });
        await CheckAsync(backend, new HttpCheckOptions("/health?full=1"));

        Assert.Equal(
            $"GET /health?full=1 HTTP/1.1\r\nHost: {backend.Address}\r\nUser-Agent: LearnLoadBalancer-check\r\nAccept: */*\r\nConnection: close\r\n\r\n", asked);
    }

    [Fact]
    public async Task CheckAsync_TheStatusIsOneOfThoseAskedFor_IsOk()
    {
        Assert.True(StatusRanges.TryParse("404,500", out StatusRanges? ranges));
        await using ScriptedBackend backend = Responding("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        Assert.True((await CheckAsync(backend, new HttpCheckOptions("/") { Status = ranges })).Succeeded);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nI am ready.\n", true)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nI am r\r\n5\r\neady.\r\n0\r\n\r\n", true)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6  \r\nI am r\r\n5  \r\neady.\r\n0  \r\n\r\n", true)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nI am ready.", true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nI am ready.", false)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", false)]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", false)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nI am not.", false)]
    public async Task CheckAsync_ABody_HasToContainTheText(string response, bool ok)
    {
        foreach (int piece in new[] { 1, 7, int.MaxValue })
        {
            await using ScriptedBackend backend = Responding(response, piece);
            CheckResult result = await CheckAsync(backend, new HttpCheckOptions("/") { Contains = "ready" });
            Assert.Equal(ok ? "ok" : "the body lacks 'ready'", result.Detail);
        }
    }

    [Fact]
    public async Task CheckAsync_ABodyWithoutEnd_IsLookedThroughFor64KiB()
    {
        long sent = 0;
        await using var backend = new ScriptedBackend(async peer =>
        {
            await peer.ReadUntilAsync(HttpText.EndOfHead);
            await peer.SendAsync("HTTP/1.1 200 OK\r\n\r\n");
            while (true)
            {
                await peer.SendAsync(new string('x', 4096));
                sent += 4096;
            }
        });
        CheckResult result = await CheckAsync(backend, new HttpCheckOptions("/") { Contains = "ready" });

        Assert.Equal(CheckKind.Body, result.Kind);
        Assert.True(sent >= BodySearch.MostOfBody, $"Only {sent} bytes were sent.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    public async Task CheckAsync_TakesTheConnectionAndIsSilent_TimesOutWithinTheLimit(string beginning)
    {
        await using var backend = new ScriptedBackend();
        Task<CheckResult> checking = CheckAsync(backend, new HttpCheckOptions("/health"));
        using Peer peer = await backend.AcceptAsync();
        await peer.ReadUntilAsync(HttpText.EndOfHead);
        await peer.SendAsync(beginning);
        _time.Advance(Limit - TimeSpan.FromTicks(1));
        Assert.False(checking.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(new CheckResult(CheckKind.Timeout, "timeout after 2.0 s"), await checking.EndsAsync("the check"));
    }

    [Fact]
    public async Task CheckAsync_NobodyListens_IsRefusedAndGone()
    {
        using var absent = new AbsentBackend();
        foreach (bool http in new[] { true, false })
        {
            var dialler = new ProbeDialler(new BackendConnector(_time), Limit);
            CheckResult result = http
                ? await new HttpProbe(dialler, new HttpCheckOptions("/"), _time).CheckAsync(absent.Address, default)
                : await new TcpProbe(dialler).CheckAsync(absent.Address, default);
            Assert.Equal(new CheckResult(CheckKind.Refused, "refused"), result);
            Assert.True(result.IsGone);
        }
    }

    [Fact]
    public async Task CheckAsync_NobodyPicksUp_TimesOut()
    {
        using var silent = new SilentListener();
        Task<CheckResult> checking = new TcpProbe(new ProbeDialler(new BackendConnector(_time), Limit)).CheckAsync(silent.Address, default);
        await _time.WhenSomebodyWaitsAsync(Limit);
        _time.Advance(Limit);

        Assert.Equal(CheckKind.Timeout, (await checking.EndsAsync("the check")).Kind);
    }

    [Theory]
    [InlineData(SocketError.TooManyOpenSockets, CheckKind.NotMade)]
    [InlineData(SocketError.NetworkUnreachable, CheckKind.Unreachable)]
    [InlineData(SocketError.HostNotFound, CheckKind.Unreachable)]
    public void Explain_AnError_TellsOursFromTheirs(SocketError error, object kind) =>
        Assert.Equal(kind, new ProbeDialler(new BackendConnector(_time), Limit).Explain(new ConnectResult(null, error)).Kind);

    private static ScriptedBackend Responding(string response, int piece = int.MaxValue) => new(async peer =>
    {
        await peer.ReadUntilAsync(HttpText.EndOfHead);
        for (int sent = 0; sent < response.Length; sent += piece == int.MaxValue ? response.Length : piece)
        {
            await peer.SendAsync(response.Substring(sent, Math.Min(piece, response.Length - sent)));
        }

        if (!response.Contains("Content-Length: 50", StringComparison.Ordinal))
        {
            await peer.ReadToEndAsync(); // The check must know by itself when it has enough; else the test's clock stands for ever.
        }
    });

    private Task<CheckResult> CheckAsync(ScriptedBackend backend, HttpCheckOptions options) =>
        new HttpProbe(new ProbeDialler(new BackendConnector(_time), Limit), options, _time).CheckAsync(backend.Address, default).EndsAsync("the check");
}
