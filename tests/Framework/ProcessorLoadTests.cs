using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Framework;

public sealed class ProcessorLoadTests
{
    [Fact]
    public void IdleShare_LinesOfLinux_IsThatOfTheTimeInBetween()
    {
        Queue<string> lines = new(["cpu  100 0 100 800 0 0 0 0 0 0", "cpu  110 0 105 885 0 0 0 0 0 0", "cpu  210 0 105 885 0 0 0 0 0 0"]);
        var load = new ProcessorLoad(lines.Dequeue);

        Assert.Equal(0, load.IdleShare());
        Assert.Equal(0.85, load.IdleShare(), 3);
        Assert.Equal(0, load.IdleShare());
    }

    [Fact]
    public void IdleShare_NoStatistics_IsBusy() => Assert.Equal(0, new ProcessorLoad(() => null).IdleShare());

    [LinuxFact]
    public void IdleShare_OfThisMachine_IsKnown()
    {
        ProcessorLoad.OfThisMachine.IdleShare();

        Assert.InRange(ProcessorLoad.OfThisMachine.IdleShare(), 0, 1);
    }
}
