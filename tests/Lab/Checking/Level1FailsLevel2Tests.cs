using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Reporting;

namespace LearnLoadBalancer.Tests.Lab.Checking;

/// <summary>Level 1 has no health checks: it must fail there, and nowhere else, with the message that says so.</summary>
[UsesVerify]
[StartsPrograms]
public sealed class Level1FailsLevel2Tests
{
    [Fact]
    public async Task Check_Level1ForLevel2_FailsWhereADeadBackendIsNotLeftOut()
    {
        // It has no interval, so any will do to wait for; a short one.
        var options = new RunOptions(2, CheckedPrograms.Seed)
        {
            Interval = TimeSpan.FromSeconds(1),
            Only = [.. CheckCatalog.All.Where(check => check.Level == 2).Select(check => check.Id)],
        };
        var output = new StringWriter();
        RunReport report = await CheckedPrograms.RunLevelAsync(1, options, output);
        new PlainDisplay(output).End(report);

        Assert.Equal(ExitCodes.SomeFailed, report.ExitCode);
        await Verifier.Verify(ScrubbedReport.Of(output.ToString()));
    }
}
