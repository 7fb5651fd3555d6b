using System.Net.Sockets;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Connections;

public sealed class SocketOperationTests
{
    /// <summary>
    /// .NET uses its inner operations again, and one that is aborted reports the byte count of its last use.
    /// Taken at its word, it would make us read the buffer's old content as if it had just come.
    /// </summary>
    [Fact]
    public async Task Receive_AbortedAfterOneThatBroughtBytes_BringsNone()
    {
        using SocketPair pair = await SocketPair.CreateAsync();
        using var receive = new SocketOperation();
        receive.BeginReceive(pair.Ours, new byte[16]); // It has to wait, so the inner operation is used.
        await pair.Theirs.SendAsync("hello");
        Assert.Equal(5, (await receive).Bytes);

        receive.BeginReceive(pair.Ours, new byte[16]);
        pair.Ours.Abort();
        SocketResult aborted = await receive;

        Assert.NotEqual(SocketError.Success, aborted.Error);
        Assert.Equal(0, aborted.Bytes);
    }

    /// <summary>The interruption meets a receive that was parked in this very moment, and so nobody who would take note of it.</summary>
    [Fact]
    public async Task Interrupt_OfAParkedReceive_IsOverOnceCleared()
    {
        using SocketPair pair = await SocketPair.CreateAsync();
        using var receive = new SocketOperation();
        receive.BeginReceive(pair.Ours, new byte[16]);
        int called = 0;
        Action onCompleted = () => called++;
        Assert.True(receive.TryPark(onCompleted));
        receive.Interrupt();
        receive.ClearInterrupt();
        Assert.False(receive.TryUnpark(onCompleted));
        Assert.Equal(1, called);

        await pair.Theirs.SendAsync("hello");

        Assert.Equal(5, (await receive).Bytes);
    }

    [Fact]
    public async Task Receive_BegunOnAClosedSocketAfterOneThatBroughtBytes_BringsNone()
    {
        using SocketPair pair = await SocketPair.CreateAsync();
        using var receive = new SocketOperation();
        await pair.Theirs.SendAsync("hello");
        receive.BeginReceive(pair.Ours, new byte[16]);
        Assert.Equal(5, (await receive).Bytes);

        pair.Ours.Abort();
        receive.BeginReceive(pair.Ours, new byte[16]);
        SocketResult aborted = await receive;

        Assert.Equal(SocketError.OperationAborted, aborted.Error);
        Assert.Equal(0, aborted.Bytes);
    }
}
