using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Tests.Lab.Checking;

/// <summary>With Level 2's true interval of ten seconds, which its program does not let one change: so this takes a minute.</summary>
[StartsPrograms]
[TakesLong]
public sealed class Level2PassesTests
{
    [Fact]
    public async Task Check_Level2_PassesAllChecksOfLevels1And2()
    {
        RunReport report = await CheckedPrograms.RunLevelAsync(2, new RunOptions(2, CheckedPrograms.Seed));

        CheckedPrograms.AssertAllPassed(report);
        Assert.Equal(CheckCatalog.UpTo(2).Count, report.Outcomes.Count);
    }
}
