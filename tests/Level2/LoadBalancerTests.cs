using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Health;
using LearnLoadBalancer.Level2;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level2;

public sealed class LoadBalancerTests : IAsyncDisposable
{
    private const string AllDown = "All backends are unhealthy!";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly ManualTimeProvider _time = new();
    private readonly CollectingLogger _log = new();
    private readonly CountingArrayPool _buffers = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _listener = ListeningSocket.Open(new ListenAddress("", 0));
    private LoadBalancer? _balancer;
    private Task _running = Task.CompletedTask;

    [Fact]
    public async Task Client_ConnectsBeforeTheFirstRoundIsDone_WaitsAndIsServed()
    {
        // The first backend's check hangs until its limit of 2 seconds; the second backend is alive.
        using var silent = new SilentListener();
        await using var alive = new ScriptedBackend(RespondAsync("alive"));
        Start(silent.Address, alive.Address);
        using Peer early = await ConnectAsync();
        await early.SendAsync(HttpText.Get);
        Task<string> response = early.ReadUntilAsync("alive");
        await _time.WhenSomebodyWaitsAsync(TcpCheck.Limit);
        Assert.Equal(0, alive.Accepted);
        Assert.False(response.IsCompleted);

        _time.Advance(TcpCheck.Limit);

        Assert.Equal(HttpText.Response("alive"), await response);
        Assert.Equal(
            [
                "Health checker started (checking every 10 seconds)",
                "Running health checks...",
                $"Backend {silent.Address} marked as UNHEALTHY",
                $"Backend {alive.Address} marked as HEALTHY",
            ],
            _log.Lines);
    }

    [Fact]
    public async Task Clients_OneBackendDown_GoRoundTheOthersEvenly()
    {
        await using var a = new ScriptedBackend(RespondAsync("A"));
        using var absent = new AbsentBackend();
        await using var c = new ScriptedBackend(RespondAsync("C"));
        Start(a.Address, absent.Address, c.Address);

        string order = "";
        for (int request = 0; request < 6; request++)
        {
            order += (await AskAsync())[^1];
        }

        Assert.Equal("ACACAC", order);
    }

    [Fact]
    public async Task Clients_AllDown_LogOneLinePerOutage()
    {
        var backend = new ScriptedBackend(RespondAsync("A"));
        await using ScriptedBackend disposal = backend;
        using var absent = new AbsentBackend();
        Start(absent.Address, backend.Address);
        Assert.Equal(HttpText.Response("A"), await AskAsync());
        Assert.Equal(0, _log.Count(AllDown));

        await backend.StopListeningAsync();
        await NextRoundAsync($"Backend {backend.Address} marked as UNHEALTHY", times: 1);
        Assert.Equal([HttpText.BadGateway, HttpText.BadGateway], [await AskAsync(), await AskAsync()]);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync()));
        Assert.Equal(1, _log.Count(AllDown));

        backend.ListenAgain();
        await NextRoundAsync($"Backend {backend.Address} marked as HEALTHY", times: 2);
        Assert.Equal(HttpText.Response("A"), await AskAsync());

        await backend.StopListeningAsync();
        await NextRoundAsync($"Backend {backend.Address} marked as UNHEALTHY", times: 2);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync()));
        Assert.Equal(2, _log.Count(AllDown));
    }

    [Fact]
    public async Task Client_AllDownFromTheStart_GetsTheSame502AndOneLine()
    {
        using var absent = new AbsentBackend();
        Start(absent.Address);
        Assert.Equal(HttpText.BadGateway, await AskAsync());
        Assert.Equal(HttpText.BadGateway, await AskAsync());
        Assert.Equal(1, _log.Count(AllDown));
    }

    [Fact]
    public async Task Client_BackendDiedSinceTheLastCheck_Pays502()
    {
        // The ten-second window: Level 2 does not look for another backend.
        await using var backend = new ScriptedBackend(RespondAsync("A"));
        Start(backend.Address);
        Assert.Equal(HttpText.Response("A"), await AskAsync());
        await backend.StopListeningAsync();

        Assert.Equal(HttpText.BadGateway, await AskAsync());
        Assert.Equal(0, _log.Count(AllDown));
    }

    [Fact]
    public async Task RunAsync_StoppedDuringTheFirstRound_Ends()
    {
        using var silent = new SilentListener();
        Start(silent.Address);
        await _time.WhenSomebodyWaitsAsync(TcpCheck.Limit);
        await _stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running.EndsAsync("the level"));
        _running = Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.EndsAsync("the level");
        _balancer?.Dispose();
        _listener.Dispose();
        _stop.Dispose();
        Assert.Equal(0, _buffers.Out);
    }

    private static Func<Peer, Task> RespondAsync(string body) => async peer =>
    {
        await peer.ReadUntilAsync(HttpText.EndOfHead);
        await peer.SendAsync(HttpText.Response(body));
        peer.FinishSending();
        await peer.ReadToEndAsync();
    };

    private void Start(params Backend[] backends)
    {
        _balancer = new LoadBalancer(backends, Interval, _log, _time, _buffers);
        _running = _balancer.RunAsync(_listener, _stop.Token);
    }

    private Task<Peer> ConnectAsync() => Peer.ConnectAsync(((IPEndPoint)_listener.LocalEndPoint!).Port);

    private async Task<string> AskAsync()
    {
        using Peer client = await ConnectAsync();
        await client.SendAsync(HttpText.Get);
        string response = await client.ReadToEndAsync();
        client.FinishSending();
        return response;
    }

    private async Task NextRoundAsync(string line, int times)
    {
        _time.Advance(Interval);
        await Eventually.TrueAsync(() => _log.Count(line) == times, line);
    }
}
