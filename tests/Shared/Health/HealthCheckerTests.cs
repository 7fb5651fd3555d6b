using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Health;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Health;

public sealed class HealthCheckerTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly Backend A = new("localhost", 9001);
    private static readonly Backend B = new("localhost", 9002);
    private static readonly Backend C = new("localhost", 9003);

    private readonly ManualTimeProvider _time = new();
    private readonly CollectingLogger _log = new();
    private readonly HealthMap _health = new([A, B, C]);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<Backend> _checked = new();

    [Fact]
    public async Task StartAsync_OneBackendDown_LogsExactlyTheSeedsLines()
    {
        HealthChecker checker = Checker(backend => Task.FromResult(backend != B));
        await checker.StartAsync(_stop.Token);

        Assert.Equal(
            [
                "Health checker started (checking every 10 seconds)",
                "Running health checks...",
                "Backend localhost:9001 marked as HEALTHY",
                "Backend localhost:9002 marked as UNHEALTHY",
                "Backend localhost:9003 marked as HEALTHY",
            ],
            _log.Lines);
        Assert.Equal([A, C], _health.Available);
    }

    [Fact]
    public async Task StartAsync_NameThatDoesNotResolve_IsUnhealthyAndTheOthersAreUsed()
    {
        await using var alive = new ScriptedBackend();
        var check = new TcpCheck(new BackendConnector(_time, host => host == "nowhere.invalid"
            ? Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound))
            : Task.FromResult<IPAddress[]>([IPAddress.Loopback])));
        var nowhere = new Backend("nowhere.invalid", 80);
        using var health = new HealthMap([nowhere, alive.Address]);
        var checker = new HealthChecker([nowhere, alive.Address], health, check.IsAliveAsync, Interval, _log, _time);
        await checker.StartAsync(_stop.Token).EndsAsync("the first round");

        Assert.Equal([alive.Address], health.Available);
        Assert.Equal(["Backend nowhere.invalid:80 marked as UNHEALTHY", $"Backend {alive.Address} marked as HEALTHY"], _log.Lines.TakeLast(2));
    }

    [Fact]
    public async Task RunAsync_BackendFallsAndComesBack_LogsOneLinePerTransition()
    {
        bool alive = true;
        HealthChecker checker = Checker(backend => Task.FromResult(backend != B || alive));
        await checker.StartAsync(_stop.Token);
        Task running = checker.RunAsync(_stop.Token);
        int before = _log.Lines.Count;

        await TurnAsync(rounds: 3);
        Assert.Equal(before, _log.Lines.Count);
        alive = false;
        await TurnAsync(rounds: 3);
        Assert.Equal([A, C], _health.Available);
        alive = true;
        await TurnAsync(rounds: 3);
        Assert.Equal([A, B, C], _health.Available);

        Assert.Equal(
            ["Backend localhost:9002 marked as UNHEALTHY", "Backend localhost:9002 marked as HEALTHY"], _log.Lines.Skip(before));
        Assert.Equal(1, _log.Count("Running health checks..."));
        await StopAsync(running);
    }

    [Fact]
    public async Task RunAsync_IntervalNotOver_ChecksNobody()
    {
        HealthChecker checker = Checker(_ => Task.FromResult(true));
        await checker.StartAsync(_stop.Token);
        Task running = checker.RunAsync(_stop.Token);

        _time.Advance(Interval - TimeSpan.FromTicks(1));
        Assert.Equal([A, B, C], _checked);
        _time.Advance(TimeSpan.FromTicks(1));
        await Eventually.TrueAsync(() => _checked.Count == 6, "the second round is over");

        Assert.Equal([A, B, C, A, B, C], _checked);
        await StopAsync(running);
    }

    [Fact]
    public async Task StartAsync_FirstCheckHangs_TheOthersWaitTheirTurn()
    {
        var response = new TaskCompletionSource<bool>();
        HealthChecker checker = Checker(backend => backend == A ? response.Task : Task.FromResult(true));
        Task starting = checker.StartAsync(_stop.Token);

        Assert.Equal([A], _checked);
        response.SetResult(false);
        await starting.EndsAsync("the first round");

        Assert.Equal([A, B, C], _checked);
        Assert.Equal([B, C], _health.Available);
    }

    [Fact]
    public async Task RunAsync_CheckThrows_IsUnhealthyAndTheLoopLivesOn()
    {
        bool broken = false;
        HealthChecker checker = Checker(backend =>
            broken && backend == B ? throw new InvalidOperationException("no luck") : Task.FromResult(true));
        await checker.StartAsync(_stop.Token);
        Task running = checker.RunAsync(_stop.Token);

        broken = true;
        await TurnAsync(rounds: 1);
        Assert.Equal([A, C], _health.Available);
        Assert.Equal(
            ["The check of localhost:9002 failed: no luck", "Backend localhost:9002 marked as UNHEALTHY"], _log.Lines.TakeLast(2));
        broken = false;
        await TurnAsync(rounds: 1);
        Assert.Equal([A, B, C], _health.Available);
        await StopAsync(running);
    }

    [Fact]
    public async Task StartAsync_WhoHearsTheNewsThrows_TheNewsStandsAndTheOthersAreChecked()
    {
        _health.Changed += () => throw new InvalidOperationException("A mistake in who listens.");
        HealthChecker checker = Checker(_ => Task.FromResult(true));
        await checker.StartAsync(_stop.Token);

        Assert.Equal([A, B, C], _health.Available);
        Assert.Equal(3, _log.Lines.Count(line =>
            line.Contains(" marked as HEALTHY", StringComparison.Ordinal) && line.Contains("A mistake in who listens.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task RunAsync_CheckCancelsItselfThoughNobodyStops_IsUnhealthyAndTheLoopLivesOn()
    {
        HealthChecker checker = Checker(backend => backend == A ? throw new OperationCanceledException() : Task.FromResult(true));
        await checker.StartAsync(_stop.Token);
        Task running = checker.RunAsync(_stop.Token);
        await TurnAsync(rounds: 2);

        Assert.Equal([B, C], _health.Available);
        await StopAsync(running);
    }

    [Fact]
    public async Task RunAsync_RoundLongerThanTheInterval_RoundsDoNotPileUp()
    {
        var response = new TaskCompletionSource<bool>();
        bool slow = false;
        HealthChecker checker = Checker(backend => slow && backend == A ? response.Task : Task.FromResult(true));
        await checker.StartAsync(_stop.Token);
        Task running = checker.RunAsync(_stop.Token);

        slow = true;
        _time.Advance(Interval);
        await Eventually.TrueAsync(() => _checked.Count == 4, "the long round has begun");
        _time.Advance(5 * Interval);
        Assert.Equal(4, _checked.Count);
        slow = false;
        response.SetResult(true);

        // One tick was kept while the round went on, and four were skipped.
        await Eventually.TrueAsync(() => _checked.Count == 9, "the round after it is over");
        await TurnAsync(rounds: 1);
        Assert.Equal(12, _checked.Count);
        await StopAsync(running);
    }

    [Fact]
    public async Task RunAsync_CheckThrowsBecauseOfTheStop_EndsAndMarksNobody()
    {
        bool stopping = false;
        HealthChecker checker = Checker(backend =>
        {
            if (!stopping)
            {
                return Task.FromResult(true);
            }

            _stop.Cancel();
            throw new InvalidOperationException("torn down");
        });
        await checker.StartAsync(_stop.Token);
        Task running = checker.RunAsync(_stop.Token);

        stopping = true;
        _time.Advance(Interval);
        await running.EndsAsync("the checker");

        Assert.Equal([A, B, C], _health.Available);
    }

    [Fact]
    public async Task RunAsync_StoppedInMidCheck_EndsAtOnce()
    {
        HealthChecker checker = Checker(async backend =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _stop.Token);
            return true;
        });
        Task starting = checker.StartAsync(_stop.Token);
        await _stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting.EndsAsync("the first round"));
        await checker.RunAsync(_stop.Token).EndsAsync("the checker");
        Assert.Empty(_health.Available);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _health.Dispose();
    }

    private HealthChecker Checker(Func<Backend, Task<bool>> isAlive) =>
        new(
            [A, B, C],
            _health,
            (backend, _) =>
            {
                _checked.Enqueue(backend);
                return isAlive(backend);
            },
            Interval,
            _log,
            _time);

    private async Task TurnAsync(int rounds)
    {
        for (; rounds > 0; rounds--)
        {
            int before = _checked.Count;
            _time.Advance(Interval);

            // The round is over when its last check is noted: then the timer is waited for again.
            await Eventually.TrueAsync(() => _checked.Count == before + 3, "a round is over");
            await Task.Yield();
        }
    }

    private async Task StopAsync(Task running)
    {
        await _stop.CancelAsync();
        await running.EndsAsync("the checker");
    }
}
