using System.Net.Sockets;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>Stopping takes nobody in any more, lets those inside finish, and cuts off who stays too long.</summary>
public abstract class StopsCleanly<TLevel>
    where TLevel : IPipeLevel, new()
{
    [Fact]
    public async Task Stop_NobodyConnected_EndsAtOnce()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), new ManualTimeProvider(), backend);
        await level.StopAsync();

        await level.Running.EndsAsync("the level");
        Assert.DoesNotContain(level.Logger.Lines, line => line.StartsWith("Stopping", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stop_ResponseUnderWay_ItIsFinished()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), new ManualTimeProvider(), backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);
        await server.SendAsync(HttpText.ResponseHead(5) + "he");
        await client.ReadUntilAsync("he");
        await level.StopAsync();
        await Eventually.TrueAsync(() => HasSaidThatItStops(level), "the level says that it stops");

        await server.SendAsync("llo");
        server.FinishSending();
        Assert.Equal("llo", await client.ReadToEndAsync());
        client.Dispose();

        await level.Running.EndsAsync("the level");
    }

    [Fact]
    public async Task Stop_IdleClients_AreCutOffAfterTheDrainLimitAndNotBefore()
    {
        var time = new ManualTimeProvider();
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), time, backend);
        using Peer idle = await level.ConnectAsync();
        await idle.SendAsync("x");
        using Peer server = await backend.AcceptAsync();
        Assert.Equal("x", await server.ReadExactlyAsync(1)); // So the dial and its time limit are over.
        await level.StopAsync();
        await WhenDrainBeginsAsync(level, time);
        Task<(long, bool)> idleEnds = idle.ReadToWhateverEndAsync();

        time.Advance(Drain.Limit - TimeSpan.FromTicks(1));
        Assert.False(level.Running.IsCompleted);
        Assert.False(idleEnds.IsCompleted);
        time.Advance(TimeSpan.FromTicks(1));

        await level.Running.EndsAsync("the level");
        Assert.Equal((0, true), await idleEnds);
        Assert.Equal((0, true), await server.ReadToWhateverEndAsync());
        Assert.Single(level.Logger.Lines, "Stopping. Open connections: 1. They have 5 seconds to finish; Ctrl+C again ends at once.");
    }

    [Fact]
    public async Task Stop_ClientWaitsForItsBadGateway_IsCutOffAfterTheDrainLimit()
    {
        var time = new ManualTimeProvider();
        using var absent = new AbsentBackend();
        await using RunningLevel level = RunningLevel.Start(new TLevel(), absent.Address, time);
        using Peer silent = await level.ConnectAsync();
        await time.WhenSomebodyWaitsAsync(LingeringClose.FirstWordLimit);
        time.Advance(LingeringClose.FirstWordLimit);
        Assert.Equal(HttpText.BadGateway, await silent.ReadToEndAsync());
        await time.WhenSomebodyWaitsAsync(LingeringClose.IdleLimit);
        await level.StopAsync();
        await WhenDrainBeginsAsync(level, time);
        time.Advance(Drain.Limit);

        await level.Running.EndsAsync("the level");
    }

    [Fact]
    public async Task Stop_ClientsInside_NobodyNewGetsIn()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), new ManualTimeProvider(), backend);
        using Peer inside = await level.ConnectAsync();
        using Peer server = await backend.AcceptAsync();
        await level.StopAsync();
        await Eventually.TrueAsync(() => HasSaidThatItStops(level), "the level says that it stops");

        await Assert.ThrowsAsync<SocketException>(() => level.ConnectAsync());
        inside.Reset();
    }

    [Fact]
    public async Task Stop_WhileClientsComeAndGo_Ends()
    {
        for (int round = 0; round < 20; round++)
        {
            await using var backend = new ScriptedBackend(peer => peer.ReadToEndAsync());
            await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
            Task[] clients = [.. Enumerable.Range(0, 20).Select(_ => Task.Run(() => ComeAndGoAsync(level)))];
            await Task.WhenAny(clients);
            await level.StopAsync();

            await level.Running.EndsAsync("the level");
            await Task.WhenAll(clients);
        }
    }

    private static async Task ComeAndGoAsync(RunningLevel level)
    {
        try
        {
            using Peer client = await level.ConnectAsync();
            await client.SendAsync(HttpText.Get);
            client.FinishSending();
            await client.ReadToEndAsync();
        }
        catch (SocketException)
        {
            // It came too late.
        }
    }

    /// <summary>Waits for the drain limit's timer. A connection has one that is just as long, hence the two.</summary>
    private static async Task WhenDrainBeginsAsync(RunningLevel level, ManualTimeProvider time)
    {
        await Eventually.TrueAsync(() => HasSaidThatItStops(level), "the level says that it stops");
        await Eventually.TrueAsync(() => time.CountWaiting(Drain.Limit) == 2, "the drain limit is set");
    }

    private static bool HasSaidThatItStops(RunningLevel level) =>
        level.Logger.Lines.Any(line => line.StartsWith("Stopping.", StringComparison.Ordinal));
}
