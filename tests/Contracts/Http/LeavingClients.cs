using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>A client that has gone is noticed while its backend is silent, whatever it has asked and whatever it has sent before.</summary>
public abstract class LeavingClients<TLevel>
    where TLevel : IHttpLevel, new()
{
    private const string Upgrade = LeavingClientCases.Upgrade;
    private const string Switch = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";

    [Theory]
    [MemberData(nameof(LeavingClientCases.Requests), MemberType = typeof(LeavingClientCases))]
    public async Task Reset_BackendIsSilent_TheBackendIsCutAndItIsLoggedAs499(string request, string then)
    {
        var time = new ManualTimeProvider();
        var level = new TLevel();
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(request, time, level: level);
        (RunningLevel running, Peer client, Peer server) = pending;
        await client.SendAsync(then);
        client.Reset();
        Task<(long Bytes, bool Reset)> end = server.ReadToWhateverEndAsync();
        await time.AdvanceUntilAsync(end);

        Assert.True((await end).Reset);
        await Eventually.TrueAsync(() => running.Logger.Lines.Any(line => line.StartsWith("499 client_left", StringComparison.Ordinal)), "a line says 499");
        await Eventually.TrueAsync(() => level.RequestsInFlight == 0, "no request is counted");
        Assert.DoesNotContain(running.Logger.Lines, line => line.Contains("timeout", StringComparison.Ordinal));
    }

    /// <summary>Nobody reads from the client then: the last piece of its body has not gone out yet.</summary>
    [Fact]
    public async Task Reset_BackendTakesNoMoreOfTheBody_TheBackendIsCut()
    {
        var time = new ManualTimeProvider();
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(HttpText.Post(Transfer.Plenty), time);
        (RunningLevel running, Peer client, Peer server) = pending;
        var transfer = new Transfer();
        Task<string> sending = Task.Run(() => transfer.SendAsync(client, Transfer.Plenty));
        await transfer.WhenStuckAsync();
        client.Reset();
        await time.AdvanceUntilAsync(Eventually.TrueAsync(
            () => running.Logger.Lines.Any(line => line.StartsWith("499 client_left", StringComparison.Ordinal)), "a line says 499"));

        Assert.True((await server.ReadToWhateverEndAsync()).Reset);
        await Assert.ThrowsAnyAsync<Exception>(() => sending);
    }

    [LinuxTheory] // Elsewhere the system does not tell of an end that lies behind unread bytes.
    [InlineData(HttpText.Get + HttpText.Get)]
    [InlineData(LeavingClientCases.LastGet)]
    [InlineData(Upgrade + "first words")]
    public async Task Fin_WithAbortOnClose_CancelsTheWorkAlsoBehindUnreadBytes(string request)
    {
        var time = new ManualTimeProvider();
        IHttpLevel level = new TLevel { Options = new HttpOptions { AbortOnClose = true } };
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(request, time, level: level);
        (_, Peer client, Peer server) = pending;
        client.FinishSending();
        Task<(long Bytes, bool Reset)> end = server.ReadToWhateverEndAsync();
        await time.AdvanceUntilAsync(end);

        Assert.True((await end).Reset);
    }

    [Fact]
    public async Task Fin_WhileAnUpgradeIsPending_IsNoLeaving()
    {
        var time = new ManualTimeProvider();
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(Upgrade + "all I have to say", time);
        (_, Peer client, Peer server) = pending;
        client.FinishSending();
        time.Turn(10 * CoarseClock.Resolution);
        await server.SendAsync(Switch + "and the reply");

        Assert.Equal("all I have to say", await server.ReadToEndAsync());
        server.FinishSending();
        Assert.EndsWith("and the reply", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BytesBehindAPendingUpgrade_WaitInTheKernelAndAllArrive()
    {
        const int Count = 32 * 1024 * 1024;
        var time = new ManualTimeProvider();
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(Upgrade, time);
        (RunningLevel level, Peer client, Peer server) = pending;
        var transfer = new Transfer();
        Task<string> sending = Task.Run(() => transfer.SendAsync(client, Count));
        await transfer.WhenStuckAsync();
        time.Turn(10 * CoarseClock.Resolution);
        Assert.InRange(level.Buffers.MostBytesOut, 0, 64 * 1024);
        await server.SendAsync(Switch);
        await client.ReadUntilAsync(HttpText.EndOfHead);

        Assert.Equal(await transfer.ReceiveAsync(server, Count), await sending);
    }
}
