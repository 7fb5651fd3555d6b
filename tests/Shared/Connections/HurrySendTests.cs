using System.Buffers;
using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Forwarding;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Connections;

/// <summary>A send whose end nobody should wait for any more.</summary>
public sealed class HurrySendTests : IAsyncLifetime, IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly byte[] _tooMuch = new byte[32 * 1024 * 1024];
    private SocketPair _pair = null!;
    private ConnectionRegistry _registry = null!;
    private BackendConnection _backend = null!;

    public async Task InitializeAsync()
    {
        _pair = await SocketPair.CreateAsync();
        _registry = new ConnectionRegistry(_time);
        var backend = new Backend("127.0.0.1", ((IPEndPoint)_pair.Ours.RemoteEndPoint!).Port);
        var pool = new ConnectionPool(backend, 1, new BackendConnector(_time), ArrayPool<byte>.Shared, _registry);
        _backend = new BackendConnection(_pair.Ours, pool, ArrayPool<byte>.Shared, _registry);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _backend.Dispose();
        _registry.Dispose();
        _pair.Dispose();
    }

    [Fact]
    public async Task HurrySend_ASendThatWaits_EndsSoon()
    {
        Task<SocketResult> sending = _backend.SendAsync(_tooMuch, ForwardingLimits.Response).AsTask();
        _backend.HurrySend();
        Turn(Connection.LastSendLimit + (2 * CoarseClock.Resolution));

        Assert.True((await sending.EndsAsync("the send")).TimedOut);
    }

    [Fact]
    public async Task HurrySend_BeforeTheSend_CountsForItToo()
    {
        _backend.HurrySend();
        Task<SocketResult> sending = _backend.SendAsync(_tooMuch, ForwardingLimits.Response).AsTask();
        Turn(Connection.LastSendLimit + (2 * CoarseClock.Resolution));

        Assert.True((await sending.EndsAsync("the send")).TimedOut);
    }

    [Fact]
    public async Task HurrySend_ForTheRequestBefore_IsForgottenInThePool()
    {
        _backend.HurrySend();
        Assert.Equal(SocketError.Success, (await _backend.SendAsync("last piece"u8.ToArray(), ForwardingLimits.Response)).Error);
        Assert.True(_backend.TryPark());
        Assert.True(_backend.TryUnpark());

        Task<SocketResult> sending = _backend.SendAsync(_tooMuch, ForwardingLimits.Response).AsTask();
        Turn(Connection.LastSendLimit + (2 * CoarseClock.Resolution));
        Assert.False(sending.IsCompleted);
        Turn(ForwardingLimits.Response);

        Assert.True((await sending.EndsAsync("the send")).TimedOut);
    }

    private void Turn(TimeSpan by)
    {
        for (TimeSpan turned = TimeSpan.Zero; turned < by; turned += CoarseClock.Resolution)
        {
            _time.Advance(CoarseClock.Resolution);
        }
    }
}
