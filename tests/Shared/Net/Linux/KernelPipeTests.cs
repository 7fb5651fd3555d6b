using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Net.Linux;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Net;

/// <summary>Alone, because the pipes are counted for the whole process.</summary>
[Collection(Alone.Name)]
public sealed class KernelPipeTests : IAsyncLifetime
{
    private SocketPair _from = null!;
    private SocketPair _to = null!;

    public async Task InitializeAsync()
    {
        _from = await SocketPair.CreateAsync();
        _to = await SocketPair.CreateAsync();
        _from.Ours.Blocking = false;
        _to.Ours.Blocking = false;
    }

    public Task DisposeAsync()
    {
        _from.Dispose();
        _to.Dispose();
        Assert.Equal(0, KernelPipe.RentedCount);
        Assert.True(KernelPipe.OpenCount <= KernelPipe.MostIdle, "More are kept than allowed.");
        return Task.CompletedTask;
    }

    [LinuxFact]
    public async Task Fill_ThenDrain_MovesTheBytes()
    {
        using KernelPipe pipe = KernelPipe.TryRent()!;
        await _from.Theirs.SendAsync("hello");
        await Eventually.TrueAsync(() => pipe.Fill(_from.Ours) == 5, "the bytes are there");

        Assert.Equal(5, pipe.Drain(_to.Ours));
        Assert.Equal(0, pipe.Length);
        Assert.Equal("hello", await _to.Theirs.ReadExactlyAsync(5));
    }

    [LinuxFact]
    public async Task Read_PartOfIt_LeavesTheRest()
    {
        using KernelPipe pipe = KernelPipe.TryRent()!;
        await _from.Theirs.SendAsync("hello");
        await Eventually.TrueAsync(() => pipe.Fill(_from.Ours) == 5, "the bytes are there");
        var buffer = new byte[2];

        Assert.Equal(2, pipe.Read(buffer));
        Assert.Equal("he", Encoding.ASCII.GetString(buffer));
        Assert.Equal(3, pipe.Drain(_to.Ours));
        Assert.Equal("llo", await _to.Theirs.ReadExactlyAsync(3));
    }

    [LinuxFact]
    public async Task Fill_NothingOrTheEnd_AreTold()
    {
        using KernelPipe pipe = KernelPipe.TryRent()!;
        Assert.Equal(-1, pipe.Fill(_from.Ours));

        _from.Theirs.FinishSending();
        await Eventually.TrueAsync(() => pipe.Fill(_from.Ours) == 0, "the end is there");
    }

    [LinuxFact]
    public async Task Fill_Reset_Throws()
    {
        using KernelPipe pipe = KernelPipe.TryRent()!;
        _from.Theirs.Reset();
        SocketException? error = null;
        await Eventually.TrueAsync(
            () =>
            {
                error = Record.Exception(() => pipe.Fill(_from.Ours)) as SocketException;
                return error is not null;
            },
            "the reset is there");

        Assert.Equal(SocketError.ConnectionReset, error!.SocketErrorCode);
    }

    [LinuxFact]
    public async Task Drain_ReceiverIsFullThenGone_IsToldThenThrows()
    {
        using KernelPipe pipe = KernelPipe.TryRent()!;
        Task sending = new Transfer().SendAsync(_from.Theirs, Transfer.Plenty);
        await Eventually.TrueAsync(
            () =>
            {
                while (pipe.Length > 0 || pipe.Fill(_from.Ours) > 0)
                {
                    if (pipe.Drain(_to.Ours) < 0)
                    {
                        return true;
                    }
                }

                return false;
            },
            "the receiver is full");
        int waiting = pipe.Length;
        Assert.Equal(-1, pipe.Drain(_to.Ours));
        Assert.Equal(waiting, pipe.Length);

        _to.Theirs.Reset();
        await Eventually.TrueAsync(() => Record.Exception(() => pipe.Drain(_to.Ours)) is SocketException, "the reset is there");
        _from.Theirs.Reset();
        await Assert.ThrowsAnyAsync<Exception>(() => sending);
    }

    [LinuxFact]
    public void TryRent_TooMany_IsNull()
    {
        KernelPipe?[] pipes = [.. Enumerable.Range(0, KernelPipe.Most).Select(_ => KernelPipe.TryRent())];

        try
        {
            Assert.All(pipes, Assert.NotNull);
            Assert.Null(KernelPipe.TryRent());
        }
        finally
        {
            foreach (KernelPipe? pipe in pipes)
            {
                pipe?.Dispose(); // Else every test after this one would lack them.
            }
        }

        Assert.Equal(KernelPipe.MostIdle, KernelPipe.OpenCount);
    }
}
