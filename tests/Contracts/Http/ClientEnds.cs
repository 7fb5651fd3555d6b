using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Forwarding;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>The rows of the table that are about clients that finish, leave, or talk on.</summary>
public abstract class ClientEnds<TLevel>
    where TLevel : IHttpLevel, new()
{
    private static readonly TimeSpan Tick = CoarseClock.Resolution;

    [Fact]
    public async Task ClientFin_AfterTheRequest_StillGetsTheResponse()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        client.FinishSending();
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);
        await server.SendAsync(HttpText.Response("late"));

        Assert.EndsWith("late", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClientFin_WithAbortOnClose_CancelsTheWork()
    {
        await using var backend = new ScriptedBackend();
        var options = new HttpOptions { AbortOnClose = true };
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel { Options = options }, null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        client.FinishSending();
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);

        Assert.True((await server.ReadToWhateverEndAsync()).Reset);
    }

    [Fact]
    public async Task ClientRst_WhileTheOriginWorks_CancelsTheWorkAndIsLoggedAs499()
    {
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(HttpText.Get);
        (RunningLevel level, Peer client, Peer server) = pending;
        client.Reset();

        Assert.True((await server.ReadToWhateverEndAsync()).Reset);
        await Eventually.TrueAsync(() => level.Logger.Lines.Any(line => line.StartsWith("499 client_left", StringComparison.Ordinal)), "a line says 499");
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nthe beginning")]
    public async Task ClientRst_OnItsLastRequest_IsNoticedAfterAWhile(string response)
    {
        var time = new ManualTimeProvider();
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", time);
        (RunningLevel level, Peer client, Peer server) = pending;
        await server.SendAsync(response);
        await client.ReadUntilAsync(response.Length > 0 ? "the beginning" : "");
        client.Reset();
        Task<(long Bytes, bool Reset)> end = server.ReadToWhateverEndAsync();
        await time.AdvanceUntilAsync(end);

        Assert.True((await end).Reset);
        await Eventually.TrueAsync(() => level.Logger.Lines.Any(line => line.StartsWith("499 client_left", StringComparison.Ordinal)), "a line says 499");
    }

    [Fact]
    public async Task LastRequest_ResponseTakesLong_StillComes()
    {
        var time = new ManualTimeProvider();
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", time);
        (_, Peer client, Peer server) = pending;
        time.Turn(ForwardingLimits.Response - Tick);
        await server.SendAsync(HttpText.ResponseHead(7) + "long");
        await client.ReadUntilAsync("long");
        time.Turn(ForwardingLimits.Response - Tick);
        await server.SendAsync("ish");

        Assert.Equal("ish", await client.ReadToEndAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)] // By then somebody listens to the client.
    public async Task LastRequest_ClientTalksOn_StillReadsItsResponse(int seconds)
    {
        var time = new ManualTimeProvider();
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", time);
        (_, Peer client, Peer server) = pending;
        time.Turn(TimeSpan.FromSeconds(seconds));
        await client.SendAsync(new string('x', 50_000)); // Unread input turns a close into a reset.
        await server.SendAsync(HttpText.Response("heard"));

        Assert.EndsWith("heard", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClientFin_InMidBody_IsBodyCutAndTheBackendIsReset()
    {
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(HttpText.Post(10) + "hello", until: "hello");
        (_, Peer client, Peer server) = pending;
        client.FinishSending();

        Assert.Equal("body_cut", (await new HttpReader(client).ReadResponseAsync()).Field("X-LB-Cause"));
        Assert.True((await server.ReadToWhateverEndAsync()).Reset, "Half a body ended as if it were whole.");
    }

    [Fact]
    public async Task ClientFin_InMidHead_IsClosedWithoutAWord()
    {
        await using Rig rig = await Rig.StartAsync<TLevel>();
        using Peer client = await rig.Level.ConnectAsync();
        await client.SendAsync("GET / HTT");
        client.FinishSending();

        Assert.Equal("", await client.ReadToEndAsync());
    }
}
