using LearnLoadBalancer.Level5.Checks;
using LearnLoadBalancer.Level5.Options;

namespace LearnLoadBalancer.Tests.Level5.States;

public sealed class WarmingTests
{
    private static readonly DetectionOptions Slow = new() { SlowStart = TimeSpan.FromSeconds(30) };

    [Fact]
    public void Start_AllAreNew_NobodyWarms()
    {
        using StatesRig rig = Rig();
        Assert.Equal("up, up, up", rig.Words);
        Assert.Equal([100, 100, 100], rig.AskMany(300, _ => 200));
    }

    [Fact]
    public void Observe_DownAndUp_BeginsWithATenthAndEndsWithAll()
    {
        using StatesRig rig = Rig();
        Fall(rig);
        rig.Check(2, CheckResult.Ok, times: 2);
        Assert.Equal("up, up, warming 10 %", rig.Words);
        Assert.InRange(rig.AskMany(340, _ => 200)[2], 15, 25); // 2 of 34.

        rig.Turn(12);
        Assert.Equal("up, up, warming 40 %", rig.Words);
        Assert.InRange(rig.AskMany(380, _ => 200)[2], 55, 65); // 6 of 38.

        rig.Turn(18);
        Assert.Equal("up, up, up", rig.Words);
        Assert.Equal([1, 1, 1], rig.Backends.Select(rig.Chooser.Weights.Of));
        Assert.Equal([100, 100, 100], rig.AskMany(300, _ => 200));
    }

    [Fact]
    public void Turn_EachSecond_ItsShareGrowsByItself()
    {
        using StatesRig rig = Rig();
        Fall(rig);
        rig.Check(2, CheckResult.Ok, times: 2);
        var weights = new List<int>();
        for (int second = 0; second <= 30; second++)
        {
            weights.Add(rig.Chooser.Weights.Of(rig.Backends[2]));
            rig.Turn(1);
        }

        Assert.Equal(weights[..30].Order(), weights[..30]);
        Assert.Equal((2, 15, 1), (weights[0], weights[29], weights[30]));
    }

    /// <summary>envoy#23328: one that fell again went on where it had been.</summary>
    [Fact]
    public void Observe_ARelapse_BeginsAnew()
    {
        using StatesRig rig = Rig();
        Fall(rig);
        rig.Check(2, CheckResult.Ok, times: 2);
        rig.Turn(20);
        Fall(rig);
        Assert.Equal([1, 1, 1], rig.Backends.Select(rig.Chooser.Weights.Of));
        rig.Check(2, CheckResult.Ok, times: 2);
        Assert.Equal("up, up, warming 10 %", rig.Words);
    }

    [Fact]
    public void Readmit_AfterAnEjection_Warms()
    {
        using StatesRig rig = Rig();
        rig.AskMany(15, place => place == 2 ? 503 : 200);
        rig.Turn(1.3);
        rig.AskMany(3, _ => 200);
        Assert.Equal("up, up, warming 10 %", rig.Words);
    }

    private static StatesRig Rig() => new StatesRig(3, Slow, "weighted-round-robin").Start();

    private static void Fall(StatesRig rig) => rig.Check(2, StatesRig.Refused, times: 3);
}
