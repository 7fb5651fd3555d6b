using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>Stopping: what is idle goes at once, what is under way is finished, and who stays too long is cut off.</summary>
public abstract class Stopping<TLevel>
    where TLevel : IHttpLevel, new()
{
    [Fact]
    public async Task Stop_IdleConnectionsOnBothSides_EndsAtOnce()
    {
        await using Rig rig = await Rig.StartAsync<TLevel>(time: new ManualTimeProvider());
        using Peer fresh = await rig.Level.ConnectAsync();
        using Peer used = await rig.Level.ConnectAsync();
        await used.SendAsync(HttpText.Get);
        await used.ReadUntilAsync("ok");
        await rig.Level.StopAsync();

        await rig.Level.Running.EndsAsync("the level, whose clock stands still");
        Assert.Equal("", await used.ReadToEndAsync());
    }

    [Fact]
    public async Task Stop_ResponseUnderWay_ItIsFinishedAndTheConnectionCloses()
    {
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(HttpText.Get, new ManualTimeProvider());
        (RunningLevel level, Peer client, Peer server) = pending;
        await level.StopAsync();
        await Eventually.TrueAsync(() => level.Logger.Lines.Any(line => line.StartsWith("Stopping.", StringComparison.Ordinal)), "it stops");
        await server.SendAsync(HttpText.Response("whole"));

        var reader = new HttpReader(client);
        HttpMessage response = await reader.ReadResponseAsync();
        Assert.Equal(("whole", "close"), (response.Body, response.Field("Connection")));
        await reader.ReadEndAsync();
        await level.Running.EndsAsync("the level");
    }

    [Fact]
    public async Task Stop_NextRequestIsThereAlready_ItIsAnsweredAndThenTheConnectionCloses()
    {
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(HttpText.Get, new ManualTimeProvider());
        (RunningLevel level, Peer client, Peer server) = pending;
        await server.SendAsync(HttpText.ResponseHead(9) + "long "); // Its head promises that the connection goes on.
        await client.ReadUntilAsync("long ");
        await client.SendAsync(HttpText.Get);
        await level.StopAsync();
        await Eventually.TrueAsync(() => level.Logger.Lines.Any(line => line.StartsWith("Stopping.", StringComparison.Ordinal)), "it stops");
        await server.SendAsync("tale");
        Assert.Equal("tale", await client.ReadExactlyAsync(4));
        using Peer last = await pending.Backend.AcceptAsync(); // While it stops, no connection is kept for later.
        await last.ReadUntilAsync(HttpText.EndOfHead);
        await last.SendAsync(HttpText.Response("next"));

        var reader = new HttpReader(client);
        HttpMessage response = await reader.ReadResponseAsync();
        Assert.Equal(("next", "close"), (response.Body, response.Field("Connection")));
        await reader.ReadEndAsync();
        await level.Running.EndsAsync("the level");
    }

    [Fact]
    public async Task Stop_BackendNeverAnswers_IsCutOffAfterTheDrainLimit()
    {
        var time = new ManualTimeProvider();
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(HttpText.Get, time);
        (RunningLevel level, Peer client, Peer server) = pending;
        client.FinishSending(); // So that no receive of ours could notice the cut.
        await level.StopAsync();
        await time.WhenSomebodyWaitsAsync(Drain.Limit);
        time.Advance(Drain.Limit);

        await level.Running.EndsAsync("the level");
        Assert.True((await server.ReadToWhateverEndAsync()).Reset);
    }
}
