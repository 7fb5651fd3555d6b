using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>Without a backend there is a complete response all the same, and every client gets to read it.</summary>
public abstract class AnswersBadGateway<TLevel>
    where TLevel : IPipeLevel, new()
{
    [Fact]
    public async Task Request_BackendRefuses_IsAnsweredByteForByteAndClosed()
    {
        using var absent = new AbsentBackend();
        await using RunningLevel level = RunningLevel.Start(new TLevel(), absent.Address);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);

        Assert.Equal(HttpText.BadGateway, await client.ReadToEndAsync());
    }

    [Fact]
    public async Task Upload_TenMegabytesBeforeTheFirstRead_CanReadTheResponse()
    {
        const int Count = 10 * 1024 * 1024;
        using var absent = new AbsentBackend();
        await using RunningLevel level = RunningLevel.Start(new TLevel(), absent.Address);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Post(Count));
        await new Transfer().SendAsync(client, Count);

        Assert.Equal(HttpText.BadGateway, await client.ReadToEndAsync());
    }

    [Fact]
    public async Task Client_HasNotSpoken_IsAnsweredAfterAShortWait()
    {
        var time = new ManualTimeProvider();
        using var absent = new AbsentBackend();
        await using RunningLevel level = RunningLevel.Start(new TLevel(), absent.Address, time);
        using Peer client = await level.ConnectAsync();

        await time.WhenSomebodyWaitsAsync(LingeringClose.FirstWordLimit);
        time.Advance(LingeringClose.FirstWordLimit);

        Assert.Equal(HttpText.BadGateway, await client.ReadToEndAsync());
    }

    [Fact]
    public async Task Client_FinishesWithoutAWord_IsAnswered()
    {
        using var absent = new AbsentBackend();
        await using RunningLevel level = RunningLevel.Start(new TLevel(), absent.Address);
        using Peer client = await level.ConnectAsync();
        client.FinishSending();

        Assert.Equal(HttpText.BadGateway, await client.ReadToEndAsync());
    }

    [Fact]
    public async Task Client_NeverFinishes_IsCutOffAfterTheIdleLimit()
    {
        var time = new ManualTimeProvider();
        using var absent = new AbsentBackend();
        await using RunningLevel level = RunningLevel.Start(new TLevel(), absent.Address, time);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        Assert.Equal(HttpText.BadGateway, await client.ReadToEndAsync());

        await time.WhenSomebodyWaitsAsync(LingeringClose.IdleLimit);
        time.Advance(LingeringClose.IdleLimit);

        // The balancer has closed its end altogether: what we send now is refused with a reset.
        Exception? refused = await Record.ExceptionAsync(() => new Transfer().SendAsync(client, Transfer.Plenty));
        Assert.IsType<System.Net.Sockets.SocketException>(refused);
    }

    [Fact]
    public async Task Clients_ManyAtOnce_AreAllAnswered()
    {
        using var absent = new AbsentBackend();
        await using RunningLevel level = RunningLevel.Start(new TLevel(), absent.Address);

        string[] responses = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            using Peer client = await level.ConnectAsync();
            await client.SendAsync(HttpText.Get);
            return await client.ReadToEndAsync();
        }));

        Assert.All(responses, response => Assert.Equal(HttpText.BadGateway, response));
    }
}
