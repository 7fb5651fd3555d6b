using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Lab.Bench.Load;

namespace LearnLoadBalancer.Tests.Lab.Bench;

/// <summary>Somebody takes the connection and never answers: the measurement must end all the same.</summary>
public sealed class LostResponseTests : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Socket _silent = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public LostResponseTests()
    {
        // The kernel completes the connections that wait to be accepted.
        _silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _silent.Listen(16);
    }

    private IPEndPoint Target => (IPEndPoint)_silent.LocalEndPoint!;

    public void Dispose() => _silent.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ClosedLoopLoad_NoResponseComes_EndsAndCountsAnErrorForEachConnection(bool keepAlive)
    {
        var load = new ClosedLoopLoad("/", connections: 3, keepAlive, patience: Moment);

        // Long enough that each of them has begun before it is over, on any machine.
        var duration = TimeSpan.FromSeconds(2);
        LoadResult result = await load.RunAsync(Target, duration, CancellationToken.None).WaitAsync(Limit);

        Assert.Equal(0, result.Requests);
        Assert.Equal(3, result.Errors);
        Assert.Equal(duration, result.Elapsed);
    }

    [Fact]
    public async Task ClosedLoopLoad_Cancelled_IsNoResult()
    {
        var load = new ClosedLoopLoad("/", connections: 3, keepAlive: true);
        using var cancel = new CancellationTokenSource(Moment);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load.RunAsync(Target, Limit, cancel.Token).WaitAsync(Limit, CancellationToken.None));
    }

    [Fact]
    public async Task AskOnceAsync_NoResponseComes_TimesOut()
    {
        using var connection = new HttpConnection();

        SocketException e = await Assert.ThrowsAsync<SocketException>(
            () => connection.AskOnceAsync(Target, HttpConnection.Get("/"), Moment, CancellationToken.None).WaitAsync(Limit));

        Assert.Equal(SocketError.TimedOut, e.SocketErrorCode);
    }
}
