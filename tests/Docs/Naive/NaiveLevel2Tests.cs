using System.Collections;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Health;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>What the chapter of Level 2 calls wrong is wrong, in the way that it says; and ours is not.</summary>
public sealed class NaiveLevel2Tests
{
    private static readonly Backend A = new("a", 1);
    private static readonly Backend B = new("b", 2);
    private static readonly Backend C = new("c", 3);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    [Fact]
    public void WalkOnRoundRobin_OneSick_ItsNeighbourServesTwoThirds()
    {
        var policy = new WalkOnRoundRobin([A, B, C], backend => backend != B);

        Assert.Equal([A, C, C, A, C, C], Enumerable.Range(0, 6).Select(_ => policy.Pick()));
    }

    [Fact]
    public void RoundRobinPolicy_OneSick_TheOthersShareEvenly()
    {
        var policy = new RoundRobinPolicy();

        Assert.Equal([A, C, A, C, A, C], Enumerable.Range(0, 6).Select(_ => policy.Pick([A, C])));
    }

    [Fact]
    public void UnlockedHealthList_BackendLostInMidPick_Throws()
    {
        var health = new UnlockedHealthList([A, B, C]);
        var policy = new RoundRobinPolicy();
        policy.Pick(health.Available);
        policy.Pick(health.Available);

        // What two threads do to each other now and then, done on purpose: the policy has counted three,
        // and the checker removes one before the policy takes the third.
        var list = new ChangesBeforeTheItemIsTaken(health.Available, () => health.Set(C, healthy: false));
        Assert.Throws<ArgumentOutOfRangeException>(() => policy.Pick(list));
    }

    [Fact]
    public void HealthMap_BackendLostInMidPick_LeavesTheListThatIsRead()
    {
        using var health = new HealthMap([A, B, C]);
        Assert.All([A, B, C], backend => Assert.True(health.Set(backend, true)));
        var policy = new RoundRobinPolicy();
        policy.Pick(health.Available);
        policy.Pick(health.Available);

        var list = new ChangesBeforeTheItemIsTaken(health.Available, () => health.Set(C, healthy: false));
        Assert.Equal(C, policy.Pick(list));
        Assert.Equal([A, B], health.Available);
    }

    [Fact]
    public void PilingTimer_RoundsLongerThanTheInterval_RunOnTopOfEachOther()
    {
        var time = new TickByHand();
        int underWay = 0;
        var endOfRound = new TaskCompletionSource(); // A backend that does not answer: no round ever ends.
        using var timer = new PilingTimer(
            () =>
            {
                underWay++;
                return endOfRound.Task;
            },
            Interval,
            time);

        for (int tick = 0; tick < 4; tick++)
        {
            time.Tick!(null);
        }

        Assert.Equal(4, underWay);
    }

    [Fact]
    public async Task ChattyChecker_TenRoundsWithoutNews_WritesThirtyLines()
    {
        var log = new CountingLog();
        var checker = new ChattyChecker([A, B, C], _ => Task.FromResult(true), log);

        for (int round = 0; round < 10; round++)
        {
            await checker.CheckAllAsync();
        }

        Assert.Equal(30, log.Lines);
    }

    /// <summary>A list with another thread in it.</summary>
    private sealed class ChangesBeforeTheItemIsTaken(IReadOnlyList<Backend> list, Action change) : IReadOnlyList<Backend>
    {
        public int Count => list.Count;

        public Backend this[int index]
        {
            get
            {
                change();
                return list[index];
            }
        }

        public IEnumerator<Backend> GetEnumerator() => list.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    /// <summary>A clock whose one timer ticks when the test says so.</summary>
    private sealed class TickByHand : TimeProvider
    {
        public TimerCallback? Tick { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Tick = callback;
            return base.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>A log that counts its lines.</summary>
    private sealed class CountingLog : ILogger
    {
        public int Lines { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines++;
    }
}
