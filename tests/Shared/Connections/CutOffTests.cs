using System.Buffers;
using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Net.Linux;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Connections;

/// <summary>A stop cuts a client off, and with it the backend that works for it, whichever of the two came first.</summary>
public sealed class CutOffTests : IAsyncLifetime, IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private SocketPair _front = null!;
    private SocketPair _back = null!;
    private ConnectionRegistry _registry = null!;
    private ClientConnection _client = null!;
    private BackendConnection _backend = null!;

    public async Task InitializeAsync()
    {
        _front = await SocketPair.CreateAsync();
        _back = await SocketPair.CreateAsync();
        _registry = new ConnectionRegistry(_time);
        var backend = new Backend("127.0.0.1", ((IPEndPoint)_back.Ours.RemoteEndPoint!).Port);
        var pool = new ConnectionPool(backend, 1, new BackendConnector(_time), ArrayPool<byte>.Shared, _registry);
        _client = new ClientConnection(_front.Ours, abortOnClose: false, ArrayPool<byte>.Shared, _registry);
        _backend = new BackendConnection(_back.Ours, pool, ArrayPool<byte>.Shared, _registry);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _client.Dispose();
        _backend.Dispose();
        _registry.Dispose();
        _front.Dispose();
        _back.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CutOff_WhileABackendIsBeingAttached_CutsItToo(bool attachedFirst)
    {
        if (attachedFirst)
        {
            _client.Attach(_backend);
            _client.CutOff();
        }
        else
        {
            _client.CutOff();
            _client.Attach(_backend);
        }

        Assert.True((await _back.Theirs.ReadToWhateverEndAsync().EndsAsync("the backend's connection")).Reset);
        Assert.False(_client.Detach(_backend));
    }

    /// <summary>As between two attempts, while the second connection is being dialled.</summary>
    [Fact]
    public async Task Attach_TheClientHasResetMeanwhile_CutsTheBackend()
    {
        _client.ListenMeanwhile();
        _front.Theirs.Reset();
        await Eventually.TrueAsync(() => _client.IsGone, "the reset is seen");

        _client.Attach(_backend);

        Assert.True((await _back.Theirs.ReadToWhateverEndAsync().EndsAsync("the backend's connection")).Reset);
        Assert.False(_client.Detach(_backend));
    }

    /// <summary>Nobody reads from the client: what it has sent is not for us, or not yet.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("words that nobody has read")]
    public async Task Sweep_TheClientHasReset_CutsTheBackendWithinTwoSeconds(string before)
    {
        _client.Attach(_backend);
        await _front.Theirs.SendAsync(before);
        _front.Theirs.Reset();
        await Eventually.TrueAsync(() => PeerState.IsBroken(_front.Ours, out _), "the reset has arrived");
        _time.Advance(2 * CoarseClock.Resolution);

        Assert.True(_client.IsGone);
        Assert.False(_client.Detach(_backend));
    }

    /// <summary>The kernel calls that over, too. But what the client said last has not gone through the pipe yet.</summary>
    [LinuxFact]
    public async Task Sweep_BothHaveFinishedInAPipe_CutsNobody()
    {
        _client.Attach(_backend);
        _client.LeaveToPipe();
        await _front.Theirs.SendAsync("the last words");
        _front.Theirs.FinishSending();
        _front.Ours.Shutdown(SocketShutdown.Send);
        await Eventually.TrueAsync(() => PeerState.IsBroken(_front.Ours, out _), "the kernel calls it over");
        _time.Advance(3 * CoarseClock.Resolution);

        Assert.False(_client.IsGone);
        Assert.True(_client.Detach(_backend));
    }

    [LinuxTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sweep_TheClientHasFinished_CutsTheBackendOnlyWhereThatIsAnEnd(bool abortOnClose)
    {
        using SocketPair pair = await SocketPair.CreateAsync();
        using var client = new ClientConnection(pair.Ours, abortOnClose, ArrayPool<byte>.Shared, _registry);
        client.Attach(_backend);
        await pair.Theirs.SendAsync("words that nobody has read");
        pair.Theirs.FinishSending();
        await Eventually.TrueAsync(() => !PeerState.IsBroken(pair.Ours, out bool hasFinished) && hasFinished, "the end has arrived");
        _time.Advance(2 * CoarseClock.Resolution);

        Assert.Equal(abortOnClose, client.IsGone);
        Assert.Equal(!abortOnClose, client.Detach(_backend));
    }
}
