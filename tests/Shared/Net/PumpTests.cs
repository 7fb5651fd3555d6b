using System.Net.Sockets;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Net;

public sealed class PumpTests
{
    /// <summary>
    /// What .NET does by itself in rare moments is done here on purpose: the pump is woken for a byte, and
    /// somebody else takes it. Who comes first is chance, and different from round to round.
    /// </summary>
    [Fact]
    public async Task WokenForNothing_HoldsNoBuffer()
    {
        var buffers = new CountingArrayPool();
        using SocketPair sender = await SocketPair.CreateAsync();
        using SocketPair receiver = await SocketPair.CreateAsync();
        Task pump = new Pump(sender.Ours, receiver.Ours, buffers).RunAsync();

        for (int round = 0; round < 500; round++)
        {
            await sender.Theirs.SendAsync("x");
            sender.Ours.Receive(new byte[1], SocketFlags.None, out _);
            await Eventually.TrueAsync(() => sender.Ours.Available == 0 && buffers.Out == 0, "the pump, with nothing to do, holds no buffer");
        }

        sender.Theirs.FinishSending();
        await pump.EndsAsync("the pump");
        Assert.Empty(buffers.Complaints);
    }

    /// <summary>Else a receiver that is slow, but reads all the time, would look like one that has gone.</summary>
    [LinuxFact]
    public async Task ReceiverHasReadALittle_PumpMovesOn()
    {
        const int ALittle = 256 * 1024; // A tenth of what the kernel would hold back by itself.
        using SocketPair sender = await SocketPair.CreateAsync();
        using SocketPair receiver = await SocketPair.CreateAsync(kernelBuffer: 64 * 1024);
        SocketSetup.Apply(receiver.Ours);
        var pump = new Pump(sender.Ours, receiver.Ours, new CountingArrayPool());
        Task running = pump.RunAsync();
        var transfer = new Transfer();
        Task sending = Task.Run(() => transfer.SendAsync(sender.Theirs, long.MaxValue));
        await transfer.WhenStuckAsync();

        long moved = pump.BytesMoved;
        await receiver.Theirs.ReadExactlyAsync(ALittle);
        await Eventually.TrueAsync(() => pump.BytesMoved > moved, "the pump moves on");

        sender.Dispose();
        receiver.Dispose();
        await running.EndsAsync("the pump");
        await Assert.ThrowsAnyAsync<Exception>(() => sending);
    }
}
