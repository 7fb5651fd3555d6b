using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Processes;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Net;

public sealed class AcceptLoopTests : IAsyncDisposable
{
    private const string Complaint = "Can't accept connections at the moment: ";
    private readonly ManualTimeProvider _time = new();
    private readonly CollectingLogger _log = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<Socket> _accepted = new();
    private readonly Socket _listener = OpenOnAKnownPort();
    private readonly Task _loop;

    public AcceptLoopTests() => _loop = AcceptLoop.RunAsync(_listener, _accepted.Enqueue, _log, _time, _stop.Token);

    [Fact]
    public async Task RunAsync_ClientsCome_GivesThemAllOn()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => VisitAsync()));
        await Eventually.TrueAsync(() => _accepted.Count == 50, "all are accepted");
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task RunAsync_Stopped_Ends()
    {
        await _stop.CancelAsync();
        await _loop.EndsAsync("the loop");
        Assert.Empty(_log.Lines);
    }

    [LinuxFact]
    public async Task RunAsync_AcceptFailsAgainAndAgain_LogsOncePerEpisodeAndGoesOn()
    {
        for (int episode = 1; episode <= 2; episode++)
        {
            // On Linux this takes a listening socket out of work, until it is told to listen again.
            _listener.Shutdown(SocketShutdown.Both);
            for (int attempt = 0; attempt < 10; attempt++)
            {
                await _time.WhenSomebodyWaitsAsync(AcceptLoop.Pause);
                _time.Advance(AcceptLoop.Pause);
            }

            Assert.Equal(episode, _log.Lines.Count);
            Assert.All(_log.Lines, line => Assert.StartsWith(Complaint, line, StringComparison.Ordinal));

            await _time.WhenSomebodyWaitsAsync(AcceptLoop.Pause);
            _listener.Listen();
            _time.Advance(AcceptLoop.Pause);
            await VisitAsync();
            await Eventually.TrueAsync(() => _accepted.Count == episode, "a client is accepted again");
            _time.Advance(AcceptLoop.EpisodeGap + TimeSpan.FromTicks(1));
        }
    }

    [LinuxFact]
    public async Task RunAsync_StoppedDuringThePause_Ends()
    {
        _listener.Shutdown(SocketShutdown.Both);
        await _time.WhenSomebodyWaitsAsync(AcceptLoop.Pause);
        await _stop.CancelAsync();
        await _loop.EndsAsync("the loop");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop.EndsAsync("the loop");
        _listener.Dispose();
        _stop.Dispose();
        foreach (Socket client in _accepted)
        {
            client.Dispose();
        }
    }

    /// <summary>A socket that was given its port by number keeps it when it listens anew.</summary>
    private static Socket OpenOnAKnownPort() => ListeningSocket.Open(new ListenAddress("", StablePort.Find()));

    private async Task VisitAsync() => (await Peer.ConnectAsync(((IPEndPoint)_listener.LocalEndPoint!).Port)).Dispose();
}
