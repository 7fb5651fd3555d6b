using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Tests.Lab.Checking;

/// <summary>Level 5 keeps all that Levels 1 to 4 promise, and knows who is well.</summary>
[StartsPrograms]
[TakesLong]
public sealed class Level5PassesTests
{
    [Fact]
    public async Task Check_Level5_PassesAllChecksOfLevels1To5()
    {
        RunReport report = await CheckedPrograms.RunLevelAsync(5, new RunOptions(5, CheckedPrograms.Seed));

        CheckedPrograms.AssertAllPassed(report);
        Assert.Equal(CheckCatalog.UpTo(5).Count, report.Outcomes.Count);
        Assert.Equal(BalancerKind.Requests, report.Kind);
    }
}
