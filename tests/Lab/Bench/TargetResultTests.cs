using LearnLoadBalancer.Lab.Bench.Figures;
using LearnLoadBalancer.Lab.Bench.Report;

namespace LearnLoadBalancer.Tests.Lab.Bench;

public class TargetResultTests
{
    private static readonly Target Cost = new("level3", "small", Figure.CpuPerRequest, 1.0, "nginx", "haproxy");

    [Theory]
    [InlineData(14.9, true)]
    [InlineData(15.0, true)]
    [InlineData(15.1, false)]
    public void Judge_Cost_IsComparedToTheBetterReference(double cpu, bool reached)
    {
        TargetResult result = Assert.Single(Judge(Cost, Figure.CpuPerRequest, ("level3", cpu), ("nginx", 15), ("haproxy", 17)));

        Assert.Equal(cpu / 15, result.Value);
        Assert.Equal(reached, result.Reached);
    }

    [Theory]
    [InlineData(20_000, true)]
    [InlineData(19_999, false)]
    public void Judge_Yield_MustBeAtLeast(double requests, bool reached)
    {
        var target = new Target("level3", "small", Figure.RequestsPerSecond, 2.0, "yarp");

        Assert.Equal(reached, Assert.Single(Judge(target, Figure.RequestsPerSecond, ("level3", requests), ("yarp", 10_000))).Reached);
    }

    [Fact]
    public void Judge_AbsoluteLimit_NeedsNoReference()
    {
        var target = new Target("level1", "idle", Figure.MemoryPerConnection, 8);

        Assert.False(Assert.Single(Judge(target with { Scenario = "small" }, Figure.MemoryPerConnection, ("level1", 8.1))).Reached);
    }

    [Fact]
    public void Judge_AReferenceIsMissing_SaysNothing() =>
        Assert.Empty(Judge(Cost, Figure.CpuPerRequest, ("level3", 1), ("nginx", 15)));

    [Fact]
    public void Judge_TheLevelIsMissing_SaysNothing() =>
        Assert.Empty(Judge(Cost, Figure.CpuPerRequest, ("nginx", 15), ("haproxy", 15)));

    [Theory]
    [InlineData("level3")]
    [InlineData("haproxy")]
    public void Judge_OneWasGivenUp_SaysNothing(string proxy)
    {
        ScenarioResult all = Reports.Scenario("small", [Figure.CpuPerRequest], ("level3", 1), ("nginx", 15), ("haproxy", 15));
        ProxyResult[] results = [.. all.Results.Select(result => result.Proxy == proxy ? result with { Failure = "it ended" } : result)];

        Assert.Empty(TargetResult.Judge([Cost], [all with { Results = results }]));
    }

    [Fact]
    public void Words_OfEveryTarget_NameBoundAndReferences()
    {
        Assert.Equal("at most 1.0 x nginx or haproxy", Cost.Words);
        Assert.Equal("at most 8 KB/connection", new Target("level1", "idle", Figure.MemoryPerConnection, 8).Words);
        Assert.Equal("at least 2.0 x yarp", new Target("level3", "small", Figure.RequestsPerSecond, 2, "yarp").Words);
    }

    private static IReadOnlyList<TargetResult> Judge(Target target, Figure figure, params (string Proxy, double Value)[] values) =>
        TargetResult.Judge([target], [Reports.Scenario("small", [figure], values)]);
}
