using System.Collections.Concurrent;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Level5.Checks;
using LearnLoadBalancer.Level5.Options;
using LearnLoadBalancer.Level5.States;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level5.Checks;

public sealed class CheckLoopsTests : IDisposable
{
    private static readonly CheckOptions Options = new();
    private readonly ManualTimeProvider _time = new();
    private readonly CollectingLogger _log = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Backend, ConcurrentQueue<TimeSpan>> _checked = new();
    private BackendStates? _states;

    [Fact]
    public async Task StartAsync_OneIsDown_LogsTheUsualLinesAndWhy()
    {
        CheckLoops loops = Loops(3, backend => Task.FromResult(backend == Farm.At(1) ? new CheckResult(CheckKind.Status, "status 503") : CheckResult.Ok));
        await Begin(loops).EndsAsync("the first round");

        Assert.Equal(
            [
                "Health checker started (checking every 5 seconds)",
                "Running health checks...",
                "Backend a:9001 marked as HEALTHY",
                "Backend b:9001 marked as UNHEALTHY: status 503",
                "Backend c:9001 marked as HEALTHY",
            ],
            _log.Lines);
        await EndAsync(loops);
    }

    /// <summary>caddy#6410: 503 for everybody until the first check. Here the listener waits, but for one time-out at most.</summary>
    [Fact]
    public async Task StartAsync_OneIsSilent_WaitsForOneTimeoutAndNoLonger()
    {
        var never = new TaskCompletionSource<CheckResult>();
        CheckLoops loops = Loops(3, backend => backend == Farm.At(0) ? never.Task : Task.FromResult(CheckResult.Ok));
        Task starting = Begin(loops);
        await _time.WhenSomebodyWaitsAsync(Options.Timeout);
        _time.Advance(Options.Timeout - TimeSpan.FromTicks(1));
        Assert.False(starting.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));
        await starting.EndsAsync("the start");

        Assert.Equal([Farm.At(1), Farm.At(2)], _states!.Available);
        never.SetResult(StatesRigResults.Timeout);
        await EndAsync(loops);
    }

    /// <summary>envoy#4132: all first checks at once.</summary>
    [Fact]
    public async Task StartAsync_AThousand_AtMost64AtATime()
    {
        int running = 0;
        int most = 0;
        CheckLoops loops = Loops(1000, async backend =>
        {
            if (_checked[backend].Count > 1)
            {
                return CheckResult.Ok; // By chance the second one follows at once. It is none of the first.
            }

            int now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return CheckResult.Ok;
        });
        await Begin(loops).EndsAsync("the first round");

        Assert.Equal(1000, _states!.Available.Count);
        Assert.InRange(most, 1, CheckLoops.FirstAtATime);
        await EndAsync(loops);
    }

    /// <summary>1,000 backends, 100 of them silent: nobody else waits for them. (A hundred times 2 s would be 200 s, one after the other.)</summary>
    [Fact]
    public async Task RunAsync_AHundredOfAThousandAreSilent_NoHealthyOneWaitsFor()
    {
        var silent = new HashSet<Backend>(Enumerable.Range(0, 1000).Where(place => place % 10 == 0).Select(Farm.At));
        CheckLoops loops = Loops(1000, async backend =>
        {
            if (!silent.Contains(backend))
            {
                return CheckResult.Ok;
            }

            await Task.Delay(Options.Timeout, _time, _stop.Token);
            return StatesRigResults.Timeout;
        });
        Task starting = Begin(loops);
        await Eventually.TrueAsync(
            () => _checked.Count == 631 && _time.Waiting == 632, "64 silent ones are being checked, all those before them were, and the start waits");
        _time.Advance(Options.Timeout);
        await starting.EndsAsync("the start");
        await Eventually.TrueAsync(() => _checked.Count == 1000 && _time.Waiting == 1000, "the first round is over, and each loop waits for something");
        Turn(seconds: 40);

        Assert.Equal(900, _states!.Available.Count);
        foreach ((Backend backend, ConcurrentQueue<TimeSpan> times) in _checked)
        {
            IEnumerable<TimeSpan> pauses = times.Zip(times.Skip(1), (one, next) => next - one);
            Assert.True(silent.Contains(backend) || times.Count >= 7, $"{backend} was checked {times.Count} times in 40 s.");
            Assert.All(pauses, pause => Assert.True(silent.Contains(backend) || pause <= Options.Interval * 1.5, $"{backend} waited {pause}."));
        }

        await EndAsync(loops);
    }

    /// <summary>A backend that refuses is out within 7.5 s: the interval and a tenth, and two more after a second each.</summary>
    [Fact]
    public async Task RunAsync_ABackendFalls_IsOutWithinTheIntervalAndTwoSeconds()
    {
        bool alive = true;
        CheckLoops loops = Loops(2, backend => Task.FromResult(alive || backend == Farm.At(1) ? CheckResult.Ok : StatesRigResults.Refused));
        await Begin(loops).EndsAsync("the first round");
        Turn(seconds: 20);
        alive = false;
        Turn(seconds: 8);

        Assert.Equal([Farm.At(1)], _states!.Available);
        Assert.Contains("Backend a:9001 marked as UNHEALTHY: refused", _log.Lines);
        alive = true;
        Turn(seconds: 35);
        Assert.Equal(2, _states.Available.Count);
        await EndAsync(loops);
    }

    /// <summary>haproxy#2101: servers that never came back. Whatever a check throws, its loop goes on.</summary>
    [Fact]
    public async Task RunAsync_AChecksThrows_SaysNothingOfTheBackendAndGoesOn()
    {
        bool broken = false;
        CheckLoops loops = Loops(1, _ => broken ? throw new InvalidOperationException("no luck") : Task.FromResult(CheckResult.Ok));
        await Begin(loops).EndsAsync("the first round");
        broken = true;
        Turn(seconds: 8);
        int before = _checked[Farm.At(0)].Count;

        Assert.Single(_states!.Available);
        Assert.Contains("The check of a:9001 could not be made: no luck", _log.Lines);
        broken = false;
        Turn(seconds: 10);
        Assert.True(_checked[Farm.At(0)].Count > before);
        await EndAsync(loops);
    }

    /// <summary>A mistake of ours, such as an exercise that is still open: it is told each time, and ends neither the start nor the loop.</summary>
    [Fact]
    public async Task RunAsync_AResultCannotBeNoted_IsToldAndGoesOn()
    {
        bool mistake = true;
        CheckLoops loops = Loops(1, _ => Task.FromResult(mistake ? null! : CheckResult.Ok));
        await Begin(loops).EndsAsync("the first round");

        Assert.Contains(_log.Lines, line => line.StartsWith("What the check of a:9001 says could not be noted", StringComparison.Ordinal));
        Assert.Empty(_states!.Available);
        mistake = false;
        Turn(seconds: 10);
        Assert.Single(_states.Available);
        await EndAsync(loops);
    }

    [Fact]
    public async Task RunAsync_ACheckTakesLongerThanTheInterval_NeverOverlapsItself()
    {
        int running = 0;
        CheckLoops loops = Loops(1, async _ =>
        {
            Assert.Equal(1, Interlocked.Increment(ref running));
            await Task.Delay(TimeSpan.FromSeconds(12), _time);
            Interlocked.Decrement(ref running);
            return CheckResult.Ok;
        });
        Task starting = Begin(loops);
        await _time.WhenSomebodyWaitsAsync(Options.Timeout);
        Turn(seconds: 60);
        await starting.EndsAsync("the start");

        Assert.InRange(_checked[Farm.At(0)].Count, 4, 6);
        Assert.DoesNotContain(_log.Lines, line => line.Contains("could not be made", StringComparison.Ordinal));
        Task ending = EndAsync(loops);
        _time.Advance(TimeSpan.FromSeconds(12));
        await ending;
    }

    public void Dispose()
    {
        _states?.Dispose();
        _stop.Dispose();
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }

    private CheckLoops Loops(int backends, Func<Backend, Task<CheckResult>> check)
    {
        _states = new BackendStates([.. Enumerable.Range(0, backends).Select(place => new WeightedBackend(Farm.At(place), 1))], new DetectionOptions(), _log, _time, Random.Shared);
        return new CheckLoops(
            _states,
            Options,
            (backend, _) =>
            {
                _checked.GetOrAdd(backend, _ => new ConcurrentQueue<TimeSpan>()).Enqueue(_time.Now);
                return check(backend);
            },
            _log,
            _time,
            Random.Shared);
    }

    /// <summary>Turns the clock in small steps. Whoever waits on it goes on at once, on this thread: see <see cref="Begin"/>.</summary>
    private void Turn(int seconds)
    {
        for (int step = 0; step < seconds * 10; step++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }
    }

    /// <summary>Starts the loops where no context of the test's would have them go on elsewhere.</summary>
    private Task Begin(CheckLoops loops) => Task.Run(() => loops.StartAsync(_stop.Token));

    private async Task EndAsync(CheckLoops loops)
    {
        await _stop.CancelAsync();
        await loops.Ended.EndsAsync("the loops");
    }
}
