using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Tests.Lab.Checking;

/// <summary>Level 4 keeps all that Levels 1 to 3 promise, and chooses. With the true interval of ten seconds.</summary>
[StartsPrograms]
[TakesLong]
public sealed class Level4PassesTests
{
    [Fact]
    public async Task Check_Level4_PassesAllChecksOfLevels1To4()
    {
        RunReport report = await CheckedPrograms.RunLevelAsync(4, new RunOptions(4, CheckedPrograms.Seed));

        CheckedPrograms.AssertAllPassed(report);
        Assert.Equal(CheckCatalog.UpTo(4).Count, report.Outcomes.Count);
        Assert.Equal(BalancerKind.Requests, report.Kind);
    }
}
