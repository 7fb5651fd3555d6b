using FsCheck;
using FsCheck.Fluent;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Forwarding;
using LearnLoadBalancer.Level5.Ejection;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level5.Ejection;

public sealed class EjectionTrackerTests
{
    private const double Middle = 0.5; // Neither more nor less by chance.
    private readonly EjectionTracker _tracker = new(new EjectionOptions());

    /// <summary>nginx#340: one time-out under load was enough.</summary>
    [Fact]
    public void Note_FiveInARow_IsOneTooMany()
    {
        for (int failure = 1; failure <= 4; failure++)
        {
            Assert.False(_tracker.Note(failure: true, At(1)).HasHappened);
        }

        Assert.Equal("5 failures in a row", _tracker.Note(failure: true, At(1)).ToString());
    }

    [Fact]
    public void Note_OneGoodInBetween_BeginsAnew()
    {
        for (int round = 0; round < 3; round++)
        {
            Assert.All(Enumerable.Range(0, 4), _ => Assert.False(_tracker.Note(failure: true, At(round * 10)).HasHappened));
            _tracker.Note(failure: false, At(round * 10));
        }
    }

    /// <summary>Every second one fails: never two in a row.</summary>
    [Fact]
    public void Note_HalfOfTwentyInTenSeconds_IsOneTooMany()
    {
        var trips = new List<string>();
        for (int request = 0; request < 20; request++)
        {
            Trip trip = _tracker.Note(failure: request % 2 == 0, At(request * 0.4));
            trips.AddRange(trip.HasHappened ? [$"{request}: {trip}"] : []);
        }

        trips.Add($"{_tracker.Note(failure: true, At(8))}");
        Assert.Equal(["11 of 21 requests failed"], trips);
    }

    [Fact]
    public void Note_FewerThanHalf_GoesOn()
    {
        for (int request = 0; request < 1000; request++)
        {
            Assert.False(_tracker.Note(failure: request % 3 == 0, At(request * 0.01)).HasHappened);
        }
    }

    [Fact]
    public void Note_TooFewInTenSeconds_GoesOn()
    {
        for (int request = 0; request < 1000; request++)
        {
            Assert.False(_tracker.Note(failure: request % 2 == 0, At(request * 0.6)).HasHappened);
        }
    }

    [Fact]
    public void IsQuiet_NothingHasFailedOfLate_TrueAndASuccessKeepsIt()
    {
        Assert.True(_tracker.IsQuiet);
        _tracker.Note(failure: true, At(1));
        Assert.False(_tracker.IsQuiet);
        _tracker.Note(failure: false, At(2));
        Assert.False(_tracker.IsQuiet); // The window is still open.
        _tracker.Note(failure: false, At(11));
        Assert.True(_tracker.IsQuiet);
    }

    [Fact]
    public void Note_EjectionIsOff_NothingHappens()
    {
        var off = new EjectionTracker(new EjectionOptions { After = 0 });
        Assert.All(Enumerable.Range(0, 100), _ => Assert.False(off.Note(failure: true, At(1)).HasHappened));
        Assert.True(off.IsQuiet);
    }

    /// <summary>spring-retry#99: under constant traffic each failure restarted the time, and nobody ever came back.</summary>
    [Fact]
    public void Until_FailuresDuringTheEjection_LateFailuresDoNotExtend()
    {
        _tracker.Eject(At(1), Middle);
        TimeSpan until = _tracker.Until;
        for (int failure = 0; failure < 100; failure++)
        {
            Assert.False(_tracker.Note(failure: true, At(1 + (failure * 0.01))).HasHappened);
        }

        Assert.Equal((At(2), until), (until, _tracker.Until));
        _tracker.BeginProbing();
        _tracker.Readmit(At(3));
        Assert.True(_tracker.IsQuiet); // And they do not count afterwards.
    }

    [Fact]
    public void Eject_ProbesFail_TakesLongerEachTime()
    {
        double now = 0;
        var durations = new List<double>();
        for (int time = 0; time < 5; time++)
        {
            _tracker.Eject(At(now), Middle);
            durations.Add(Math.Round((_tracker.Until - At(now)).TotalSeconds, 1));
            now = _tracker.Until.TotalSeconds + 60; // A probe that was late in coming is no good work.
            _tracker.BeginProbing();
        }

        Assert.Equal([1, 1.6, 2.6, 4.1, 6.6], durations);
    }

    [Theory]
    [InlineData(9.9, 3)]
    [InlineData(10, 2)]
    [InlineData(20, 1)]
    [InlineData(30, 0)]
    [InlineData(1e9, 0)]
    public void LevelAt_TimeInUse_ForgivesOnePerTenSeconds(double seconds, int level)
    {
        for (int time = 0; time < 3; time++)
        {
            _tracker.Eject(At(0), Middle);
            _tracker.BeginProbing();
        }

        _tracker.Readmit(At(100));
        Assert.Equal(level, _tracker.LevelAt(At(100 + seconds)));
    }

    /// <summary>With less, the next one had the place before a silent backend was found to be silent, and it was never ejected again.</summary>
    [Fact]
    public void ProbeLimit_ASilentBackend_HasFailedByThen()
    {
        TimeSpan late = CoarseClock.Resolution * 2; // One is added to each limit, and the sweep comes once in so long.
        Assert.True(EjectionTracker.ProbeLimit > BackendConnector.DefaultLimit + late + ForwardingLimits.Response + late);
    }

    /// <summary>safe-client-gateway#3442: half-open let everybody in.</summary>
    [Fact]
    public void TryEnterProbe_EightThreads_ProbeIsOne()
    {
        int inside = 0;
        int most = 0;
        int entered = 0;
        _tracker.Eject(At(0), Middle);
        _tracker.BeginProbing();
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, thread =>
        {
            for (int request = 0; request < 20_000; request++)
            {
                long ticket = _tracker.TryEnterProbe(At(2 + (request * 0.0001)));
                if (ticket != 0)
                {
                    int now = Interlocked.Increment(ref inside);
                    most = Math.Max(most, now);
                    Interlocked.Increment(ref entered);
                    Assert.True(_tracker.HoldsProbe(ticket));
                    Interlocked.Decrement(ref inside);
                    Assert.True(_tracker.LeaveProbe(ticket));
                }
            }
        });

        Assert.True(entered > 0);
        Assert.Equal(1, most);
    }

    /// <summary>A download of hours must not keep everybody out for hours.</summary>
    [Fact]
    public void TryEnterProbe_TheOneBeforeTakesLongerThanTheLimit_LetsTheNextIn()
    {
        _tracker.Eject(At(0), Middle);
        _tracker.BeginProbing();
        long first = _tracker.TryEnterProbe(At(2));
        Assert.NotEqual(0, first);
        Assert.Equal(0, _tracker.TryEnterProbe(At(76.9)));
        long second = _tracker.TryEnterProbe(At(77));

        Assert.NotEqual(0, second);
        Assert.False(_tracker.HoldsProbe(first)); // What it finds out is old news.
        Assert.False(_tracker.LeaveProbe(first));
        Assert.True(_tracker.HoldsProbe(second));
    }

    [Fact]
    public void TryEnterProbe_InUseOrEjected_NobodyIsWanted()
    {
        Assert.Equal(0, _tracker.TryEnterProbe(At(1)));
        _tracker.Eject(At(1), Middle);
        Assert.Equal(0, _tracker.TryEnterProbe(At(100)));
    }

    /// <summary>Any order of events: the time of an ejection stands, who is at work is counted, and nobody else.</summary>
    [Fact]
    public void Events_InAnyOrder_KeepTheRules()
    {
        Gen<(int Kind, int Millis)[]> events = Gen.ArrayOf(
            from kind in Gen.Choose(0, 4)
            from millis in Gen.Choose(0, 3000)
            select (kind, millis));
        Check.One(Generate.Quick, Prop.ForAll(events.ToArbitrary(), given =>
        {
            var tracker = new EjectionTracker(new EjectionOptions());
            TimeSpan now = TimeSpan.Zero;
            int inARow = 0;
            foreach ((int kind, int millis) in given)
            {
                now += TimeSpan.FromMilliseconds(millis);
                (EjectionState state, TimeSpan until) = (tracker.State, tracker.Until);
                switch (kind)
                {
                    case 0 when state == EjectionState.Ejected && now >= until:
                        tracker.BeginProbing();
                        break;
                    case 1 when state == EjectionState.Probing:
                        long ticket = tracker.TryEnterProbe(now);
                        Assert.NotEqual(0, ticket);
                        Assert.Equal(0, tracker.TryEnterProbe(now));
                        tracker.Readmit(now);
                        Assert.True(tracker.LeaveProbe(ticket));
                        inARow = 0;
                        break;
                    case 2:
                        Assert.False(tracker.Note(failure: false, now).HasHappened);
                        inARow = 0;
                        break;
                    default:
                        bool trip = tracker.Note(failure: true, now).HasHappened;
                        inARow = state == EjectionState.InUse ? inARow + 1 : 0;
                        Assert.True(!trip || state == EjectionState.InUse);
                        Assert.True(trip || inARow < 5);
                        if (trip)
                        {
                            tracker.Eject(now, Middle);
                            Assert.InRange((tracker.Until - now).TotalSeconds, 1, 120);
                            (until, inARow) = (tracker.Until, 0);
                        }

                        break;
                }

                Assert.Equal(until, tracker.Until);
            }
        }));
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
