using LearnLoadBalancer.Tests.Contracts;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level4.Serving;

/// <summary>
/// A pooled connection that its backend closes under a request: the request is sent again, and is still one request.
/// To whom it is sent, a contract of every HTTP level says.
/// </summary>
public sealed class ResendTests
{
    [Fact]
    public async Task StaleConnection_Resent_IsCountedOnceAtItsBackend()
    {
        await using var backend = new ScriptedBackend();
        await using var other = new RecordingBackend(_ => HttpText.Response("B"));
        var level = new Contracts.Level4();
        await using RunningLevel running = await RunningLevel.StartAsync(level, null, backend, other.Script);
        using Peer client = await running.ConnectAsync();
        var reader = new HttpReader(client);
        await client.SendAsync(HttpText.Get);
        using Peer stale = await backend.AcceptAsync();
        await RespondAsync(stale);
        Assert.Equal("A", (await reader.ReadResponseAsync()).Body);
        Assert.Equal("B", await AskAsync(client, reader));

        await client.SendAsync(HttpText.Get);
        await stale.ReadUntilAsync(HttpText.EndOfHead);
        stale.FinishSending(); // It takes the request and closes: from outside, the race.
        using Peer fresh = await backend.AcceptAsync();
        await fresh.ReadUntilAsync(HttpText.EndOfHead);
        Assert.Equal((1, 0, 1), Counts());
        await fresh.SendAsync(HttpText.Response("A"));
        Assert.Equal("A", (await reader.ReadResponseAsync()).Body);
        await Eventually.TrueAsync(() => Counts() == (0, 0, 0), "every count has returned");

        (int, int, int) Counts() =>
            (level.InFlight!.Of(backend.Address).Value, level.InFlight.Of(other.Script.Address).Value, level.InFlight.Total.Value);
    }

    [Fact]
    public async Task StaleConnection_BackendIsGone_TheOneThatAnswersHasTheCount()
    {
        await using var gone = new ScriptedBackend();
        await using var other = new ScriptedBackend();
        var level = new Contracts.Level4();
        await using RunningLevel running = await RunningLevel.StartAsync(level, null, gone, other);
        using Peer client = await running.ConnectAsync();
        var reader = new HttpReader(client);
        await client.SendAsync(HttpText.Get);
        using Peer stale = await gone.AcceptAsync();
        await RespondAsync(stale);
        await reader.ReadResponseAsync();
        await client.SendAsync(HttpText.Get);
        using Peer kept = await other.AcceptAsync();
        await RespondAsync(kept);
        await reader.ReadResponseAsync();

        await gone.StopListeningAsync();
        await client.SendAsync(HttpText.Get);
        await stale.ReadUntilAsync(HttpText.EndOfHead);
        stale.FinishSending();
        using Peer server = await other.AcceptAsync(); // A new connection: who has been failed once is careful.
        await server.ReadUntilAsync(HttpText.EndOfHead);
        Assert.Equal((0, 1), (level.InFlight!.Of(gone.Address).Value, level.InFlight.Of(other.Address).Value));
        await server.SendAsync(HttpText.Response("B"));
        Assert.Equal("B", (await reader.ReadResponseAsync()).Body);
        await Eventually.TrueAsync(() => level.InFlight.Total.Value == 0, "every count has returned");
    }

    private static async Task RespondAsync(Peer server)
    {
        await server.ReadUntilAsync(HttpText.EndOfHead);
        await server.SendAsync(HttpText.Response("A"));
    }

    private static async Task<string> AskAsync(Peer client, HttpReader reader)
    {
        await client.SendAsync(HttpText.Get);
        return (await reader.ReadResponseAsync()).Body;
    }
}
