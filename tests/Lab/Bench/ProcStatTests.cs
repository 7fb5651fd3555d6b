using LearnLoadBalancer.Lab.Bench.Machine;

namespace LearnLoadBalancer.Tests.Lab.Bench;

public class ProcStatTests
{
    [Theory]
    [InlineData("nginx")]
    [InlineData("nginx: worker process")]
    [InlineData("odd) S 1 (name")]
    public void TryParse_AnyName_ReadsParentGroupAndTimes(string name)
    {
        string text = $"4711 ({name}) S 4242 4711 4711 0 -1 4194560 1520 0 3 0 125 375 11 12 20 0 1 0 98765 12345678 900\n";

        Assert.True(ProcStat.TryParse(text, out ProcStat stat));

        Assert.Equal(new ProcStat(4242, 4711, TimeSpan.FromSeconds(1.25), TimeSpan.FromSeconds(3.75)), stat);
    }

    [Theory]
    [InlineData("")]
    [InlineData("4711 (nginx) S 4242 4711")]
    [InlineData("4711 (nginx) S x 4711 4711 0 -1 4194560 1520 0 3 0 125 375 11 12")]
    public void TryParse_NotAStatLine_IsFalse(string text) => Assert.False(ProcStat.TryParse(text, out _));
}
