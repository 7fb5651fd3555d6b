using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Tests.Lab.Checking;

/// <summary>Level 3 keeps all that Levels 1 and 2 promise, and reads HTTP. With the true interval of ten seconds.</summary>
[StartsPrograms]
[TakesLong]
public sealed class Level3PassesTests
{
    [Fact]
    public async Task Check_Level3_PassesAllChecksOfLevels1To3()
    {
        RunReport report = await CheckedPrograms.RunLevelAsync(3, new RunOptions(3, CheckedPrograms.Seed));

        CheckedPrograms.AssertAllPassed(report);
        Assert.Equal(CheckCatalog.UpTo(3).Count, report.Outcomes.Count);
        Assert.Equal(BalancerKind.Requests, report.Kind);
    }
}
