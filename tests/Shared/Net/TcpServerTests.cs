using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Net;

public sealed class TcpServerTests : IAsyncDisposable
{
    private readonly CollectingLogger _log = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _listener = ListeningSocket.Open(new ListenAddress("", 0));
    private Task _running = Task.CompletedTask;

    [Fact]
    public async Task RunAsync_AsManyClientsAsItMayHold_NextOneWaitsUntilOneLeaves()
    {
        var server = new TcpServer(_log, TimeProvider.System) { MaxConnections = 2 };
        _running = server.RunAsync(_listener, EchoAsync, _stop.Token);
        using Peer first = await ConnectAsync();
        using Peer second = await ConnectAsync();
        using Peer third = await ConnectAsync();
        await third.SendAsync("me too");
        await Eventually.TrueAsync(() => _log.Lines.Count == 1, "the server says that it is full");
        Assert.Equal("Can't accept connections at the moment: No room for more. Trying on.", _log.Lines[0]);
        Assert.Equal(2, server.ConnectionCount);
        Assert.Equal(0, third.Socket.Available);

        first.Dispose();

        Assert.Equal("me too", await third.ReadExactlyAsync(6));
        Assert.Single(_log.Lines);
    }

    [Fact]
    public async Task RunAsync_Client_SendsWithoutDelay()
    {
        var noDelay = new TaskCompletionSource<bool>();
        _running = new TcpServer(_log, TimeProvider.System).RunAsync(
            _listener,
            (client, _) =>
            {
                noDelay.SetResult(client.NoDelay);
                return Task.CompletedTask;
            },
            _stop.Token);
        using Peer peer = await ConnectAsync();

        Assert.True(await noDelay.Task.EndsAsync("the client is served"));
    }

    [Fact]
    public async Task RunAsync_HandlerFails_LogsItAndServesTheOthers()
    {
        _running = new TcpServer(_log, TimeProvider.System).RunAsync(
            _listener,
            async (client, abort) =>
            {
                await EchoAsync(client, abort);
                throw new InvalidOperationException("a mistake of ours");
            },
            _stop.Token);
        for (int client = 1; client <= 3; client++)
        {
            using Peer peer = await ConnectAsync();
            await peer.SendAsync("hello");
            Assert.Equal("hello", await peer.ReadExactlyAsync(5));
            peer.FinishSending();
            Assert.Equal("", await peer.ReadToEndAsync());
            await Eventually.TrueAsync(() => _log.Lines.Count == client, "the mistake is logged");
        }

        Assert.All(_log.Lines, line => Assert.StartsWith("A connection failed unexpectedly: System.InvalidOperationException: a mistake of ours", line, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.EndsAsync("the server");
        _listener.Dispose();
        _stop.Dispose();
    }

    private static async Task EchoAsync(Socket client, CancellationToken abort)
    {
        var buffer = new byte[1024];
        while (await client.ReceiveAsync(buffer, abort) is > 0 and int received)
        {
            await client.SendAsync(buffer.AsMemory(0, received), abort);
        }
    }

    private Task<Peer> ConnectAsync() => Peer.ConnectAsync(((IPEndPoint)_listener.LocalEndPoint!).Port);
}
