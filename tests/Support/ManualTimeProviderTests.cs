namespace LearnLoadBalancer.Tests.Support;

/// <summary>What our clock has beyond the fake one that it is made of.</summary>
public sealed class ManualTimeProviderTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Advance_TimersOnTheWay_FireEachAtItsOwnTime()
    {
        var fired = new List<string>();
        using ITimer chained = Timer(() => fired.Add($"chained at {_time.Now.TotalSeconds}"), Timeout.InfiniteTimeSpan);
        using ITimer first = Timer(
            () =>
            {
                fired.Add($"first at {_time.Now.TotalSeconds}");
                chained.Change(Second, Timeout.InfiniteTimeSpan);
            },
            4 * Second);
        using ITimer periodic = Timer(() => fired.Add($"periodic at {_time.Now.TotalSeconds}"), 3 * Second, 3.5 * Second);

        _time.Advance(10 * Second);

        Assert.Equal(["periodic at 3", "first at 4", "chained at 5", "periodic at 6.5", "periodic at 10"], fired);
        Assert.Equal(10 * Second, _time.Now);
    }

    [Fact]
    public void CountWaiting_TimersSetFiredAndDisposed_CountsThoseWithThatMuchToGo()
    {
        using ITimer one = Timer(() => { }, 2 * Second);
        ITimer other = Timer(() => { }, 3 * Second);
        Assert.Equal((1, 1, 0), (_time.CountWaiting(2 * Second), _time.CountWaiting(3 * Second), _time.CountWaiting(Second)));

        _time.Advance(2 * Second);
        Assert.Equal((0, 1), (_time.CountWaiting(TimeSpan.Zero), _time.CountWaiting(Second)));

        other.Dispose();
        Assert.Equal(0, _time.CountWaiting(Second));
    }

    /// <summary>A test that goes on inside a timer's callback, because the await there was inline, may turn the clock as well.</summary>
    [Fact]
    public void Advance_InACallback_EndsAndMovesTheTime()
    {
        using ITimer waiting = Timer(() => { }, 2 * Second);
        using ITimer turning = Timer(() => _time.Advance(5 * Second), Second);

        _time.Advance(Second);

        Assert.Equal(6 * Second, _time.Now);
        Assert.Equal(0, _time.CountWaiting(TimeSpan.Zero));
    }

    private ITimer Timer(Action callback, TimeSpan due, TimeSpan? period = null) =>
        _time.CreateTimer(_ => callback(), null, due, period ?? Timeout.InfiniteTimeSpan);

    /// <summary>Also on a thread that xunit has given a context: without a wait before it, that is where a test is.</summary>
    [Fact]
    public void Advance_SomebodyWaitedForATimer_GoesOnWithinTheCall()
    {
        var time = new ManualTimeProvider();
        int waited = 0;
        _ = Task.Run(WaitAgainAndAgainAsync);
        SpinWait.SpinUntil(() => time.CountWaiting(TimeSpan.FromSeconds(1)) > 0);
        SynchronizationContext.SetSynchronizationContext(new SynchronizationContextOfSomebody());

        time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(3, waited);
        Assert.IsType<SynchronizationContextOfSomebody>(SynchronizationContext.Current);

        async Task WaitAgainAndAgainAsync()
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), time);
                waited++;
            }
        }
    }

    private sealed class SynchronizationContextOfSomebody : SynchronizationContext;
}
