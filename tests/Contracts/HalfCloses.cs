using System.Net.Sockets;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>The end of one direction (FIN) is passed on, and is not the end of the other.</summary>
public abstract class HalfCloses<TLevel>
    where TLevel : IPipeLevel, new()
{
    [Fact]
    public async Task Client_FinishesSending_BackendIsToldAndItsResponseStillArrives()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        client.FinishSending();
        using Peer server = await backend.AcceptAsync();
        Assert.Equal(HttpText.Get, await server.ReadToEndAsync());

        string response = HttpText.Response("late, but whole");
        await server.SendAsync(response);
        server.FinishSending();

        Assert.Equal(response, await client.ReadToEndAsync());
    }

    [Fact]
    public async Task Backend_FinishesSending_ClientIsToldAndCanStillSend()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Post(5));
        using Peer server = await backend.AcceptAsync();
        await server.ReadExactlyAsync(HttpText.Post(5).Length);
        string response = HttpText.Response("that is all");
        await server.SendAsync(response);
        server.FinishSending();
        Assert.Equal(response, await client.ReadToEndAsync());

        await client.SendAsync("12345");
        client.FinishSending();

        Assert.Equal("12345", await server.ReadToEndAsync());
    }

    [Fact]
    public async Task Backend_FinishesSendingWhileItReadsNothing_ClientIsToldAtOnce()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using Peer client = await level.ConnectAsync();
        using Peer server = await backend.AcceptAsync();
        var upload = new Transfer();
        Task<string> sending = Task.Run(() => upload.SendAsync(client, 64 * 1024 * 1024));
        await upload.WhenStuckAsync();

        await server.SendAsync("stop");
        server.FinishSending();
        Assert.Equal("stop", await client.ReadToEndAsync());

        Assert.Equal(await new Transfer().ReceiveAsync(server, 64 * 1024 * 1024), await sending);
    }

    [Fact]
    public async Task Client_FinishedAndBackendSilent_AStopCutsBothOffAtTheDrainLimit()
    {
        // Nobody waits for the client any more, so to cut the client off alone would end nothing.
        var time = new ManualTimeProvider();
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), time, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        client.FinishSending();
        using Peer server = await backend.AcceptAsync();
        Assert.Equal(HttpText.Get, await server.ReadToEndAsync());
        await level.StopAsync();

        // Two: the stop's own limit, and the watch over the pipe, which looks as often.
        await Eventually.TrueAsync(() => time.CountWaiting(Drain.Limit) == 2, "the drain limit is set");
        time.Advance(Drain.Limit);

        await level.Running.EndsAsync("the level");
        Assert.Equal((0, true), await client.ReadToWhateverEndAsync());

        // The server has read our end already, so it hears of the reset when it sends.
        await Assert.ThrowsAsync<SocketException>(() => new Transfer().SendAsync(server, Transfer.Plenty));
    }

    [Fact]
    public async Task BothSides_FinishInOrder_TheConnectionIsOver()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using Peer client = await level.ConnectAsync();
        client.FinishSending();
        using Peer server = await backend.AcceptAsync();
        Assert.Equal("", await server.ReadToEndAsync());
        server.FinishSending();

        Assert.Equal("", await client.ReadToEndAsync());
    }

    [Fact]
    public async Task Client_FinishesRightAfterALargeUpload_EveryByteComesBeforeTheEnd()
    {
        const int Count = 8 * 1024 * 1024;
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using Peer client = await level.ConnectAsync();
        using Peer server = await backend.AcceptAsync();
        var transfer = new Transfer();
        Task<string> receiving = transfer.ReceiveAsync(server, Count);
        string sent = await transfer.SendAsync(client, Count);
        client.FinishSending();

        Assert.Equal(sent, await receiving);
        Assert.Equal("", await server.ReadToEndAsync());
    }
}
