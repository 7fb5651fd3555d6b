using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Level5.Checks;
using LearnLoadBalancer.Level5.Ejection;
using LearnLoadBalancer.Level5.Options;
using LearnLoadBalancer.Level5.States;
using LearnLoadBalancer.Tests.Level5.States;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>What the chapter of Level 5 calls wrong is wrong, in the way that it says; and ours is not.</summary>
public sealed class NaiveLevel5Tests
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task SerialChecks_TheFirstIsSilent_NobodyElseIsAsked_AndOursAsksAll()
    {
        Backend[] backends = [Farm.At(0), Farm.At(1), Farm.At(2)];
        var silent = new TaskCompletionSource<bool>();
        List<Backend> told = [];

        Task round = SerialChecks.RoundAsync(
            backends, backend => backend == backends[0] ? silent.Task : Task.FromResult(true), (backend, _) => told.Add(backend));

        Assert.False(round.IsCompleted);
        Assert.Empty(told);
        silent.SetResult(false);
        await round;
        Assert.Equal(backends, told);

        Assert.Equal([backends[1], backends[2]], await AvailableWhileTheFirstIsSilentAsync());
    }

    [Fact]
    public void FlippedAtOnce_OneLostCheckInTen_FlapsTwiceEach_AndOursStays()
    {
        bool[] results = [.. Enumerable.Range(1, 100).Select(place => place % 10 != 0)];
        var naive = new FlippedAtOnce();
        var ours = new HealthTracker(rise: 2, fall: 3);
        ours.Observe(success: true);

        // Ten checks are lost. Each costs a change to down and, but for the last, one back to up.
        Assert.Equal(19, results.Count(naive.Observe));
        Assert.Equal(0, results.Count(ours.Observe));
    }

    [Fact]
    public void SameTimeEveryTime_TenMinutes_SixtyTries_AndOursThirteen()
    {
        var options = new EjectionOptions();

        Assert.Equal(60, Tries((_, now) => SameTimeEveryTime.Until(now)));
        Assert.Equal(13, Tries((level, now) => now + options.Duration.For(level, 0.5)));
    }

    [Fact]
    public void SameTimeEveryTime_AHundredEjectedTogether_ComeBackTogether_AndOursDoNot()
    {
        var random = new Random(20260101);
        Backoff ours = new EjectionOptions().Duration;

        Assert.Single(Enumerable.Range(0, 100).Select(_ => SameTimeEveryTime.Until(TimeSpan.Zero)).Distinct());
        TimeSpan[] ends = [.. Enumerable.Range(0, 100).Select(_ => ours.For(0, random.NextDouble()))];
        Assert.True(ends.Distinct().Count() > 95, "Chance should keep them apart.");
        Assert.InRange(ends.Min().TotalSeconds, 0.8, 0.9);
        Assert.InRange(ends.Max().TotalSeconds, 1.1, 1.2);
    }

    [Fact]
    public void EverybodyMayTry_AHundredAtOnce_AllGoThere_AndOfOursOne()
    {
        TimeSpan now = TimeSpan.FromSeconds(2);
        var naive = new EverybodyMayTry(until: TimeSpan.FromSeconds(1));
        var ours = new EjectionTracker(new EjectionOptions());
        ours.Eject(TimeSpan.Zero, chance: 0.5);
        ours.BeginProbing();
        int inNaive = 0;
        int inOurs = 0;

        Parallel.For(0, 100, _ =>
        {
            Interlocked.Add(ref inNaive, naive.MayEnter(now) ? 1 : 0);
            Interlocked.Add(ref inOurs, ours.TryEnterProbe(now) != 0 ? 1 : 0);
        });

        Assert.Equal(100, inNaive);
        Assert.Equal(1, inOurs);
    }

    [Theory]
    [InlineData(3, 0.5, 2, 1)]
    [InlineData(2, 0.9, 2, 1)]
    [InlineData(1, 0.1, 1, 0)]
    [InlineData(3, 1.0, 3, 2)]
    public void CountsWhatIs_AllFail_EjectsOneTooMany_AndOursDoesNot(int all, double most, int naive, int ours)
    {
        Assert.Equal(naive, Ejected(all, ejected => CountsWhatIs.Allows(ejected, all, most)));
        Assert.Equal(ours, Ejected(all, ejected => EjectionCap.Allows(ejected, all - ejected - 1, all, most)));
    }

    /// <summary>How often a backend that fails each time is tried again.</summary>
    private static int Tries(Func<int, TimeSpan, TimeSpan> until)
    {
        int tries = 0;
        for (TimeSpan now = until(0, TimeSpan.Zero); now <= TenMinutes; now = until(tries, now))
        {
            tries++;
        }

        return tries;
    }

    private static int Ejected(int all, Func<int, bool> allows)
    {
        int ejected = 0;
        while (ejected < all && allows(ejected))
        {
            ejected++;
        }

        return ejected;
    }

    /// <summary>The loops of Level 5, whose first backend never answers its check.</summary>
    private static async Task<IReadOnlyList<Backend>> AvailableWhileTheFirstIsSilentAsync()
    {
        var options = new DetectionOptions();
        using var stop = new CancellationTokenSource();
        using var rig = new StatesRig(3, options);
        using var loops = new CheckLoops(
            rig.States,
            options.Checks,
            (backend, cancel) => backend == rig.Backends[0] ? SilentAsync(cancel) : Task.FromResult(CheckResult.Ok),
            rig.Log,
            rig.Time,
            new Random(20260101));

        Task starting = loops.StartAsync(stop.Token);
        await rig.Time.WhenSomebodyWaitsAsync(options.Checks.Timeout);
        IReadOnlyList<Backend> available = rig.States.Available;
        await stop.CancelAsync();
        await starting.ContinueWith(_ => { }, TaskScheduler.Default);
        await loops.Ended;
        return available;

        static async Task<CheckResult> SilentAsync(CancellationToken cancel)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
            return CheckResult.Ok;
        }
    }
}
