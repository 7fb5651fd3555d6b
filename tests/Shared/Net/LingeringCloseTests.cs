using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Net;

public sealed class LingeringCloseTests : IAsyncLifetime, IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly CancellationTokenSource _abort = new();
    private SocketPair _pair = null!;

    public async Task InitializeAsync() => _pair = await SocketPair.CreateAsync();

    [Fact]
    public async Task SendAsync_ClientHasSpoken_AnswersEndsItsSendingAndWaitsForTheClient()
    {
        await _pair.Theirs.SendAsync("question");
        Task sending = SendAsync();
        Assert.Equal("answer", await _pair.Theirs.ReadToEndAsync());
        Assert.False(sending.IsCompleted);
        _pair.Theirs.FinishSending();

        await sending.EndsAsync("the drain");
    }

    [Fact]
    public async Task SendAsync_ClientSilent_WaitsForItsFirstWordFirst()
    {
        Task sending = SendAsync();
        _time.Advance(LingeringClose.FirstWordLimit - TimeSpan.FromTicks(1));
        Assert.Equal(0, _pair.Theirs.Socket.Available);
        _time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal("answer", await _pair.Theirs.ReadToEndAsync());
        _pair.Theirs.FinishSending();
        await sending.EndsAsync("the drain");
    }

    [Fact]
    public async Task DrainAsync_ClientFallsSilent_EndsAfterTheIdleLimit()
    {
        Task draining = DrainAsync();
        _time.Advance(LingeringClose.IdleLimit - TimeSpan.FromTicks(1));
        Assert.False(draining.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));

        await draining.EndsAsync("the drain");
    }

    [Fact]
    public async Task DrainAsync_ClientTalksOnAndOn_EndsAfterTheTotalLimit()
    {
        Task draining = DrainAsync();
        TimeSpan step = TimeSpan.FromSeconds(3); // Ten of them make the total limit.
        for (int word = 1; word < 10; word++)
        {
            _time.Advance(step);
            await _pair.Theirs.SendAsync("and");

            // The word was heard: the idle limit runs from now on.
            await _time.WhenSomebodyWaitsAsync(LingeringClose.IdleLimit);
            Assert.False(draining.IsCompleted);
        }

        _time.Advance(step);
        await draining.EndsAsync("the drain");
    }

    [Fact]
    public async Task DrainAsync_ClientSendsWithoutEnd_EndsAfterTheByteLimit()
    {
        Task draining = DrainAsync();
        var transfer = new Transfer();
        Task sending = Task.Run(() => transfer.SendAsync(_pair.Theirs, Transfer.Plenty));
        await draining.EndsAsync("the drain");

        Assert.True(transfer.Sent >= LingeringClose.ByteLimit - (1024 * 1024), $"It took only {transfer.Sent} bytes.");
        _pair.Ours.Dispose();
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => sending);
    }

    [Fact]
    public async Task DrainAsync_ClientSendsWithoutEnd_LetsOthersGoFirstAfterEachMebibyte()
    {
        var yields = new CountedYields();
        Task draining = yields.Run(DrainAsync);
        Task sending = Task.Run(() => new Transfer().SendAsync(_pair.Theirs, Transfer.Plenty));
        await draining.EndsAsync("the drain");

        Assert.InRange(yields.Count, LingeringClose.ByteLimit / Pump.BytesInARow * 9 / 10, LingeringClose.ByteLimit / Pump.BytesInARow);
        _pair.Ours.Dispose();
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => sending);
    }

    [Fact]
    public async Task SendAsync_ClientHasReset_EndsWithoutAnError()
    {
        _pair.Theirs.Reset();
        await SendAsync().EndsAsync("the response");
    }

    [Fact]
    public async Task SendAsync_Aborted_EndsWithoutAnError()
    {
        Task sending = SendAsync();
        await _abort.CancelAsync();
        await sending.EndsAsync("the response");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _pair.Dispose();
        _abort.Dispose();
    }

    private Task SendAsync() => LingeringClose.SendAsync(_pair.Ours, "answer"u8.ToArray(), _time, _abort.Token);

    private Task DrainAsync() => LingeringClose.DrainAsync(_pair.Ours, _time, _abort.Token);
}
