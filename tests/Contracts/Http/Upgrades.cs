using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>Upgrade: websocket, and what is not one.</summary>
public abstract class Upgrades<TLevel>
    where TLevel : IHttpLevel, new()
{
    private const string Request =
        "GET /chat HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Key: x\r\n\r\n";

    private const string Switch = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: y\r\n\r\n";

    [Theory]
    [InlineData("", "")]
    [InlineData("first words of the client", "first words of the server")]
    public async Task WebSocket_Agreed_BecomesAPipeAndLosesNoByte(string early, string greeting)
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(Request + early);
        using Peer server = await backend.AcceptAsync();
        string head = await server.ReadUntilAsync(HttpText.EndOfHead);
        Assert.Contains("\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nSec-WebSocket-Key: x\r\n", head, StringComparison.Ordinal);
        await server.SendAsync(Switch + greeting);
        string response = await client.ReadUntilAsync(HttpText.EndOfHead);
        Assert.Contains("\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n", response, StringComparison.Ordinal);
        string rest = response[(response.IndexOf(HttpText.EndOfHead, StringComparison.Ordinal) + 4)..];
        Assert.Equal(greeting, rest + await client.ReadExactlyAsync(greeting.Length - rest.Length));
        Assert.Equal(early, await server.ReadExactlyAsync(early.Length));

        // Anything goes now, both ways at once, and the ends are passed on one by one.
        await client.SendAsync("\0\u0081 not HTTP\n\n");
        Assert.Equal("\0\u0081 not HTTP\n\n", await server.ReadExactlyAsync(13));
        await server.SendAsync("GET / HTTP/9\n");
        Assert.Equal("GET / HTTP/9\n", await client.ReadExactlyAsync(13));
        client.FinishSending();
        Assert.Equal("", await server.ReadToEndAsync());
        await server.SendAsync("bye");
        server.FinishSending();
        Assert.Equal("bye", await client.ReadToEndAsync());
    }

    [Fact]
    public async Task WebSocket_Idle_HoldsNoBuffer()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync($"{Request[..^2]}Cookie: {new string('c', 5000)}\r\n\r\n"); // A head that does not fit into the connection's own buffer.
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);
        await server.SendAsync(Switch);
        await client.ReadUntilAsync(HttpText.EndOfHead);

        await Eventually.TrueAsync(() => level.Buffers.Out == 0, "every buffer is given back");
        await client.SendAsync("ping");
        Assert.Equal("ping", await server.ReadExactlyAsync(4));
        await server.SendAsync("pong");
        Assert.Equal("pong", await client.ReadExactlyAsync(4));
        await Eventually.TrueAsync(() => level.Buffers.Out == 0, "every buffer is given back again");
    }

    [Fact]
    public async Task WebSocket_Refused_IsAResponseLikeAnyOther()
    {
        await using Rig rig = await Rig.StartAsync<TLevel>();
        using Peer client = await rig.Level.ConnectAsync();
        var reader = new HttpReader(client);
        await client.SendAsync(Request + HttpText.Get);

        Assert.Equal("ok", (await reader.ReadResponseAsync()).Body);
        Assert.Equal("ok", (await reader.ReadResponseAsync()).Body);
        Assert.Equal(1, rig.Backend.Connections);
    }

    [Theory]
    [InlineData("POST /chat HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")]
    [InlineData("GET /chat HTTP/1.0\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")]
    [InlineData("GET /chat HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n")]
    [InlineData("GET /chat HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n")]
    [InlineData("GET /chat HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nContent-Length: 1\r\n\r\nx")]
    public async Task Upgrade_NotOneThatWePass_IsTakenOut(string request)
    {
        await using Rig rig = await Rig.StartAsync<TLevel>();
        await rig.AskAsync(request);

        HttpMessage arrived = Assert.Single(rig.Backend.Requests);
        Assert.Equal((null, null), (arrived.Field("Upgrade"), arrived.Field("Connection")));
    }

    [Fact]
    public async Task WebSocket_AnsweredWithAnotherProtocol_Is502()
    {
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(Request);
        (_, Peer client, Peer server) = pending;
        await server.SendAsync("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n");

        Assert.Equal("unasked_upgrade", (await new HttpReader(client).ReadResponseAsync()).Field("X-LB-Cause"));
    }

    [Fact]
    public async Task Stop_WithAnOpenWebSocket_EndsAfterTheDrain()
    {
        var time = new ManualTimeProvider();
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(Request, time);
        (RunningLevel level, Peer client, Peer server) = pending;
        await server.SendAsync(Switch);
        await client.ReadUntilAsync(HttpText.EndOfHead);
        await level.StopAsync();

        // The pipe's own watch has a timer that is just as long, hence two.
        await Eventually.TrueAsync(() => level.Logger.Lines.Any(line => line.StartsWith("Stopping.", StringComparison.Ordinal)), "it stops");
        await Eventually.TrueAsync(() => time.CountWaiting(LearnLoadBalancer.Net.Drain.Limit) == 2, "the drain limit is set");
        time.Advance(LearnLoadBalancer.Net.Drain.Limit);

        await level.Running.EndsAsync("the level");
    }
}
