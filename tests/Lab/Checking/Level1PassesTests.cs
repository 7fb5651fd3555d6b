using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Tests.Lab.Checking;

/// <summary>What the course teaches passes what the course checks.</summary>
[StartsPrograms]
public sealed class Level1PassesTests
{
    [Fact]
    public async Task Check_Level1_PassesAllChecksOfLevel1()
    {
        RunReport report = await CheckedPrograms.RunLevelAsync(1, new RunOptions(1, CheckedPrograms.Seed));

        CheckedPrograms.AssertAllPassed(report);
        Assert.Equal(CheckCatalog.UpTo(1).Count, report.Outcomes.Count);
        Assert.Equal(ExitCodes.AllPassed, report.ExitCode);
        Assert.Equal(BalancerKind.Connections, report.Kind);
    }
}
