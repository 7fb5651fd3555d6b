using LearnLoadBalancer.Net;
using LearnLoadBalancer.Net.Linux;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Net;

/// <summary>Alone, because the pipes are counted for the whole process.</summary>
[Collection(Alone.Name)]
public sealed class KernelPumpTests : IAsyncLifetime
{
    private const long Stream = 16 * 1024 * 1024;
    private readonly CountingArrayPool _buffers = new();
    private SocketPair _client = null!;
    private SocketPair _backend = null!;
    private Task _pipe = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        _client = await SocketPair.CreateAsync();
        _backend = await SocketPair.CreateAsync();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        _backend.Dispose();
        await _pipe.EndsAsync("the pipe");
        Assert.Equal((0, 0), (_buffers.Out, KernelPipe.RentedCount));
    }

    [LinuxFact]
    public async Task Stream_GoesThroughTheKernel_Unchanged()
    {
        await StreamAsync();
        await Eventually.TrueAsync(() => KernelPipe.RentedCount == 0 && _buffers.Out == 0, "who waits holds nothing");
    }

    [LinuxFact]
    public async Task ShortMessages_AfterAStream_AreCopiedAgain()
    {
        await StreamAsync();
        long before = KernelPipe.Drained;
        for (int message = 0; message < 100; message++)
        {
            await _backend.Theirs.SendAsync("ping");
            Assert.Equal("ping", await _client.Theirs.ReadExactlyAsync(4));
            await _client.Theirs.SendAsync("pong");
            Assert.Equal("pong", await _backend.Theirs.ReadExactlyAsync(4));
        }

        Assert.True(KernelPipe.Drained - before <= "ping".Length, "After the first of them, they are copied.");
        _backend.Theirs.FinishSending();
        Assert.Equal("", await _client.Theirs.ReadToEndAsync());
    }

    [LinuxFact]
    public async Task NoPipeLeft_IsCopied()
    {
        KernelPipe?[] all = [.. Enumerable.Range(0, KernelPipe.Most).Select(_ => KernelPipe.TryRent())];
        try
        {
            long before = KernelPipe.Drained;
            await StreamAsync(inKernel: false);
            Assert.Equal(before, KernelPipe.Drained);
        }
        finally
        {
            foreach (KernelPipe? pipe in all)
            {
                pipe?.Dispose(); // Else every test after this one would lack them.
            }
        }
    }

    [LinuxTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OneSideBreaks_InMidStream_TheOtherIsReset(bool sender)
    {
        var transfer = new Transfer();
        Task<string> sending = transfer.SendAsync(_backend.Theirs, Transfer.Plenty);
        await transfer.WhenStuckAsync();
        Begin();
        long before = KernelPipe.Drained;
        await transfer.ReceiveAsync(_client.Theirs, Stream);
        await Eventually.TrueAsync(() => KernelPipe.Drained > before, "the kernel moves the bytes");
        (sender ? _backend : _client).Theirs.Reset();

        await Assert.ThrowsAnyAsync<Exception>(() => sending);
        if (sender)
        {
            Assert.True((await _client.Theirs.ReadToWhateverEndAsync()).Reset, "A broken stream ended as if it were whole.");
        }

        await _pipe.EndsAsync("the pipe");
    }

    private void Begin() => _pipe = SocketPipe.RunAsync(_client.Ours, _backend.Ours, _buffers, TimeProvider.System);

    /// <summary>Streams, beginning with so much that nobody has read that the first buffers are full to the brim.</summary>
    private async Task StreamAsync(bool inKernel = true)
    {
        var transfer = new Transfer();
        Task<string> sending = transfer.SendAsync(_backend.Theirs, Stream);
        await transfer.WhenStuckAsync();
        Begin();
        long before = KernelPipe.Drained;

        Assert.Equal(await transfer.ReceiveAsync(_client.Theirs, Stream), await sending);
        Assert.Equal(inKernel, KernelPipe.Drained > before);
    }
}
