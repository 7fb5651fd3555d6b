namespace LearnLoadBalancer.Tests.Level5.States;

/// <summary>What a backend costs that answers 503 to everything behind a good check: the measure of this level.</summary>
public sealed class ErrorRateTests
{
    private const double Pace = 0.1;

    /// <summary>nginx's rule would let 60 through, YARP's 100, Envoy's 30.</summary>
    [Theory]
    [InlineData("round-robin")]
    [InlineData("weighted-round-robin")]
    [InlineData("least-requests")]
    public void TenMinutes_OneOfThreeFails_AtMostTwentyRequestsDo(string policy)
    {
        using StatesRig rig = new StatesRig(3, policy: policy).Start();
        int failed = 0;
        for (double now = 0; now < 600; now += Pace)
        {
            failed += rig.Ask(place => place == 1 ? 503 : 200).Status == 503 ? 1 : 0;
            rig.Turn(Pace);
        }

        Assert.InRange(failed, 15, 20);
    }

    [Fact]
    public void TenMinutes_ThenItIsMended_HasItsFullShareWithTheFirstProbe()
    {
        using StatesRig rig = new StatesRig(3).Start();
        for (double now = 0; now < 600; now += Pace)
        {
            rig.Ask(place => place == 1 ? 503 : 200);
            rig.Turn(Pace);
        }

        Assert.Contains("ejected", rig.Words, StringComparison.Ordinal);
        for (double now = 0; !rig.Words.Contains("probing", StringComparison.Ordinal); now += Pace)
        {
            Assert.NotEqual(1, rig.Ask(_ => 200).Place);
            Assert.True(now < 144, "The ejection takes longer than 120 s and a fifth.");
            rig.Turn(Pace);
        }

        int requests = 1;
        while (rig.Ask(_ => 200).Place != 1)
        {
            requests++;
        }

        Assert.InRange(requests, 1, 3);
        Assert.Equal([100, 100, 100], rig.AskMany(300, _ => 200));
    }
}
