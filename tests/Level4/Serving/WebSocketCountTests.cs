using LearnLoadBalancer.Tests.Contracts;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level4.Serving;

/// <summary>A WebSocket is a request that lasts: its backend has it to do until one of the two closes.</summary>
public sealed class WebSocketCountTests
{
    private const string Request =
        "GET /chat HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n\r\n";

    private const string Switch = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: y\r\n\r\n";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WebSocket_Open_CountsUntilOneSideCloses(bool clientCloses)
    {
        await using var backend = new ScriptedBackend();
        var level = new Contracts.Level4();
        await using RunningLevel running = await RunningLevel.StartAsync(level, null, backend);
        using Peer client = await running.ConnectAsync();
        await client.SendAsync(Request);
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);
        await server.SendAsync(Switch);
        await client.ReadUntilAsync(HttpText.EndOfHead);
        await client.SendAsync("ping");
        Assert.Equal("ping", await server.ReadExactlyAsync(4));
        Assert.Equal((1, 1), (level.InFlight!.Of(backend.Address).Value, level.InFlight.Total.Value));

        (Peer closing, Peer other) = clientCloses ? (client, server) : (server, client);
        closing.Dispose();
        Assert.Equal("", await other.ReadToEndAsync());
        other.Dispose(); // As a WebSocket's other side does when it sees the end.

        await Eventually.TrueAsync(() => level.InFlight.Total.Value == 0, "the count has returned");
        Assert.Equal(0, level.InFlight.Of(backend.Address).Value);
    }
}
