using LearnLoadBalancer.Net;
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
        _pipe = SocketPipe.RunAsync(_client.Ours, _backend.Ours, _buffers, TimeProvider.System);
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
        var transfer = new Transfer();
        Task<string> sending = transfer.SendAsync(_backend.Theirs, Stream);
        await transfer.WhenStuckAsync();
        Assert.Equal(1, KernelPipe.RentedCount);

        string received = await transfer.ReceiveAsync(_client.Theirs, Stream);

        Assert.Equal(await sending, received);
        await Eventually.TrueAsync(() => KernelPipe.RentedCount == 0 && _buffers.Out == 0, "who waits holds nothing");
    }

    [LinuxFact]
    public async Task ShortMessages_AfterAStream_AreCopiedAgain()
    {
        await StreamAsync();
        for (int message = 0; message < 100; message++)
        {
            await _backend.Theirs.SendAsync("ping");
            Assert.Equal("ping", await _client.Theirs.ReadExactlyAsync(4));
            await _client.Theirs.SendAsync("pong");
            Assert.Equal("pong", await _backend.Theirs.ReadExactlyAsync(4));
        }

        await StreamAsync();
        _backend.Theirs.FinishSending();
        Assert.Equal("", await _client.Theirs.ReadToEndAsync());
    }

    [LinuxFact]
    public async Task NoPipeLeft_IsCopied()
    {
        KernelPipe?[] all = [.. Enumerable.Range(0, KernelPipe.Most).Select(_ => KernelPipe.TryRent())];
        await StreamAsync();
        foreach (KernelPipe? pipe in all)
        {
            pipe!.Dispose();
        }
    }

    [LinuxTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OneSideBreaks_InMidStream_TheOtherIsReset(bool sender)
    {
        var transfer = new Transfer();
        Task<string> sending = transfer.SendAsync(_backend.Theirs, long.MaxValue);
        await transfer.ReceiveAsync(_client.Theirs, Stream);
        (sender ? _backend : _client).Theirs.Reset();

        await Assert.ThrowsAnyAsync<Exception>(() => sending);
        if (sender)
        {
            Assert.True((await _client.Theirs.ReadToWhateverEndAsync()).Reset, "A broken stream ended as if it were whole.");
        }

        await _pipe.EndsAsync("the pipe");
    }

    private async Task StreamAsync()
    {
        var transfer = new Transfer();
        string[] checksums = await Task.WhenAll(transfer.SendAsync(_backend.Theirs, Stream), transfer.ReceiveAsync(_client.Theirs, Stream));
        Assert.Single(checksums.Distinct());
    }
}
