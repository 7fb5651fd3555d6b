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
}
