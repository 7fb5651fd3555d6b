using LearnLoadBalancer.Zoo;

namespace LearnLoadBalancer.Tests.Zoo;

public sealed class ZooCommandLineTests
{
    [Fact]
    public void TryParse_FaultAndInterval_LeavesTheRestToTheLevels()
    {
        Assert.True(ZooCommandLine.TryParse(["random", "--listen", ":0", "--interval", "0.5", "--backend", "a:1"], out ZooCommandLine? line, out _));
        Assert.Equal("random", line.Fault.Name);
        Assert.Equal(TimeSpan.FromSeconds(0.5), line.Interval);
        Assert.Equal(["--listen", ":0", "--backend", "a:1"], line.Rest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("random --interval")]
    [InlineData("random --interval never")]
    [InlineData("random --interval 0")]
    public void TryParse_WrongUsage_SaysWhat(string arguments)
    {
        Assert.False(ZooCommandLine.TryParse(arguments.Split(' '), out _, out string? complaint));
        Assert.Contains("--", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void Catalog_Names_AreDifferent() =>
        Assert.Equal(FaultCatalog.All.Count, FaultCatalog.All.Select(fault => fault.Name).Distinct().Count());
}
