using FsCheck;
using FsCheck.Fluent;
using LearnLoadBalancer.Level5.Checks;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level5.Checks;

public sealed class HealthTrackerTests
{
    /// <summary>Any results give the state that can be read from the list of all of them. (haproxy#51, haproxy#1234: a state that no result had given.)</summary>
    [Fact]
    public void State_OfAnyResults_IsAFunctionOfResults()
    {
        Gen<(int Rise, int Fall, bool[] Results)> cases =
            from rise in Gen.Choose(1, 4)
            from fall in Gen.Choose(1, 4)
            from results in Gen.ArrayOf(Gen.Elements(true, false))
            select (rise, fall, results);
        Check.One(Generate.Quick, Prop.ForAll(cases.ToArbitrary(), given =>
        {
            var tracker = new HealthTracker(given.Rise, given.Fall);
            int transitions = 0;
            for (int count = 1; count <= given.Results.Length; count++)
            {
                bool changed = tracker.Observe(given.Results[count - 1]);
                transitions += changed ? 1 : 0;
                Assert.Equal(StateAfter(given.Results[..count], given.Rise, given.Fall), tracker.State);
                Assert.Equal(changed, tracker.State != StateAfter(given.Results[..(count - 1)], given.Rise, given.Fall));
            }

            Assert.True(transitions <= 1 + (given.Results.Length / Math.Min(given.Rise, given.Fall)));
        }));
    }

    [Fact]
    public void Observe_TheFirst_DecidesAlone()
    {
        var up = new HealthTracker(rise: 5, fall: 5);
        var down = new HealthTracker(rise: 5, fall: 5);

        Assert.True(up.Observe(success: true));
        Assert.True(down.Observe(success: false));
        Assert.Equal((BackendHealth.Up, BackendHealth.Down), (up.State, down.State));
    }

    [Fact]
    public void Contradictions_OneThatAgrees_EndsThem()
    {
        var tracker = new HealthTracker(rise: 2, fall: 3);
        tracker.Observe(success: true);
        tracker.Observe(success: false);
        tracker.Observe(success: false);
        Assert.Equal(2, tracker.Contradictions);

        Assert.False(tracker.Observe(success: true));

        Assert.Equal((BackendHealth.Up, 0), (tracker.State, tracker.Contradictions));
    }

    /// <summary>The slow way: walks back to where the state was decided last.</summary>
    private static BackendHealth StateAfter(bool[] results, int rise, int fall)
    {
        for (int end = results.Length; end > 0; end--)
        {
            bool last = results[end - 1];
            int run = results[..end].Reverse().TakeWhile(result => result == last).Count();
            if (run >= (last ? rise : fall) || run == end)
            {
                // A run from the very first result on decides as well, however short it is.
                return last ? BackendHealth.Up : BackendHealth.Down;
            }
        }

        return BackendHealth.Unknown;
    }
}
