using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Connections;

/// <summary>A client that goes on sending after its last response is heard out.</summary>
public sealed class LingerTests : IAsyncLifetime, IDisposable
{
    private readonly CountingArrayPool _buffers = new();
    private SocketPair _pair = null!;
    private ConnectionRegistry _registry = null!;
    private ClientConnection _client = null!;

    public async Task InitializeAsync()
    {
        _pair = await SocketPair.CreateAsync();
        _registry = new ConnectionRegistry(new ManualTimeProvider());
        _client = new ClientConnection(_pair.Ours, abortOnClose: false, _buffers, _registry);
    }

    [Fact]
    public async Task RunAsync_ClientSendsWithoutEnd_ReadsLargePieces()
    {
        Task lingering = Lingering.RunAsync(_client).AsTask();
        Task sending = Task.Run(() => new Transfer().SendAsync(_pair.Theirs, long.MaxValue));
        await lingering.EndsAsync("the lingering");

        Assert.Equal(1, _buffers.Rented);
        Assert.Equal(LingeringClose.BufferSize, _buffers.MostBytesOut);
        _client.Close();
        Assert.Equal(0, _buffers.Out);
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => sending);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _client.Dispose();
        _registry.Dispose();
        _pair.Dispose();
    }
}
