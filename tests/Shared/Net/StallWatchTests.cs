using System.Net.Sockets;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Net.Linux;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Net;

/// <summary>The watch seen from outside: a pipe between two pairs of sockets, and a clock that the test turns.</summary>
public sealed class StallWatchTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private readonly CountingArrayPool _buffers = new();
    private SocketPair _client = null!;
    private SocketPair _backend = null!;
    private Task _pipe = null!;

    public async Task InitializeAsync()
    {
        _client = await SocketPair.CreateAsync();
        _backend = await SocketPair.CreateAsync();
        _pipe = SocketPipe.RunAsync(_client.Ours, _backend.Ours, _buffers, _time);
    }

    [Fact]
    public async Task IdlePipe_ForADay_IsLeftAlone()
    {
        TurnTo(TimeSpan.FromDays(1));

        await _client.Theirs.SendAsync("still there?");
        Assert.Equal("still there?", await _backend.Theirs.ReadExactlyAsync(12));
    }

    [Fact]
    public void PipeThatLasts_KernelAsksBothPeersWhetherTheyAreStillThere()
    {
        foreach (Socket socket in new[] { _client.Ours, _backend.Ours })
        {
            Assert.Equal(0, socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive));
        }

        _time.Advance(StallWatch.Interval);

        foreach (Socket socket in new[] { _client.Ours, _backend.Ours })
        {
            Assert.NotEqual(0, socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive));
            Assert.Equal(60, socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime));
            Assert.Equal(10, socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval));
            Assert.Equal(3, socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount));
        }
    }

    [Fact]
    public async Task HalfClosedPipe_NobodySpeaks_IsEndedAfterTheLimitAndNotBefore()
    {
        _client.Theirs.FinishSending();
        Assert.Equal("", await _backend.Theirs.ReadToEndAsync());

        TurnTo(StallWatch.Limit - StallWatch.Interval);
        Assert.False(_pipe.IsCompleted);
        await TurnUntilThePipeEndsAsync();

        Assert.Equal((0, true), await _client.Theirs.ReadToWhateverEndAsync());
        await Assert.ThrowsAsync<SocketException>(() => new Transfer().SendAsync(_backend.Theirs, Transfer.Plenty));
    }

    [Fact]
    public async Task HalfClosedPipe_AByteNowAndThen_IsLeftAlone()
    {
        _client.Theirs.FinishSending();
        await _backend.Theirs.ReadToEndAsync();
        for (int round = 0; round < 5; round++)
        {
            TurnTo(StallWatch.Limit - StallWatch.Interval);
            await _backend.Theirs.SendAsync(".");
            Assert.Equal(".", await _client.Theirs.ReadExactlyAsync(1));
        }

        _backend.Theirs.FinishSending();
        Assert.Equal("", await _client.Theirs.ReadToEndAsync());
        await _pipe.EndsAsync("the pipe");
    }

    [Fact]
    public async Task BlockedPipe_ReceiverTakesNothing_IsEndedAfterTheLimit()
    {
        Task sending = await BlockAsync();

        TurnTo(StallWatch.Limit - StallWatch.Interval);
        Assert.False(_pipe.IsCompleted);
        await TurnUntilThePipeEndsAsync();

        await Assert.ThrowsAsync<SocketException>(() => sending);
    }

    /// <summary>A sender is woken when a third of its kernel's buffer is free: long before, the watch sees that bytes arrive.</summary>
    [LinuxFact]
    public async Task BlockedPipe_ReceiverTakesALittleNowAndThen_IsLeftAlone()
    {
        Task sending = await BlockAsync();
        _time.Advance(StallWatch.Interval);
        for (int round = 0; round < 2 * (StallWatch.Limit / StallWatch.Interval); round++)
        {
            long before = Acknowledged.BytesBy(_client.Ours);
            while (Acknowledged.BytesBy(_client.Ours) == before)
            {
                await _client.Theirs.ReadExactlyAsync(16 * 1024);
            }

            _time.Advance(StallWatch.Interval);
        }

        Assert.False(_pipe.IsCompleted);
        await TurnUntilThePipeEndsAsync();
        await Assert.ThrowsAsync<SocketException>(() => sending);
    }

    [Fact]
    public async Task BlockedPipe_SenderIsReset_IsEndedAtTheNextLook()
    {
        // We don't read the backend while the client takes nothing, so no receive tells us that it has gone.
        Task sending = await BlockAsync();
        _time.Advance(StallWatch.Interval); // Here the watch sees the pipe at rest.
        Assert.False(_pipe.IsCompleted);

        _backend.Theirs.Reset();
        await Assert.ThrowsAnyAsync<Exception>(() => sending);
        _time.Advance(StallWatch.Interval);

        await _pipe.EndsAsync("the pipe");
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        _backend.Dispose();
        await _pipe.EndsAsync("the pipe");
        Assert.Equal(0, _buffers.Out);
        Assert.Equal(0, _time.CountWaiting(StallWatch.Interval));
    }

    /// <summary>Lets the backend send until nothing goes any more, because the client does not read.</summary>
    private async Task<Task> BlockAsync()
    {
        var transfer = new Transfer();
        Task sending = Task.Run(() => transfer.SendAsync(_backend.Theirs, Transfer.Plenty));
        await transfer.WhenStuckAsync();
        Assert.False(sending.IsCompleted, "Everything was taken although nobody has read any of it.");
        return sending;
    }

    private Task TurnUntilThePipeEndsAsync() => Eventually.TrueAsync(
        () =>
        {
            _time.Advance(StallWatch.Interval);
            return _pipe.IsCompleted;
        },
        "the pipe ends");

    private void TurnTo(TimeSpan time)
    {
        for (TimeSpan turned = TimeSpan.Zero; turned < time; turned += StallWatch.Interval)
        {
            _time.Advance(StallWatch.Interval);
        }
    }
}
