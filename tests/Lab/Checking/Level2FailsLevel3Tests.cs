using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Reporting;

namespace LearnLoadBalancer.Tests.Lab.Checking;

/// <summary>Level 2 does not read HTTP: the first thing that it must be told is that it balances connections.</summary>
[UsesVerify]
[StartsPrograms]
public sealed class Level2FailsLevel3Tests
{
    [Fact]
    public async Task Check_Level2ForLevel3_FailsWhereEachRequestIsBalanced()
    {
        var options = new RunOptions(3, CheckedPrograms.Seed)
        {
            Only = ["responds", .. CheckCatalog.All.Where(check => check.Level == 3).Select(check => check.Id)],
        };
        var output = new StringWriter();
        RunReport report = await CheckedPrograms.RunLevelAsync(2, options, output);
        new PlainDisplay(output).End(report);

        Assert.Equal(ExitCodes.SomeFailed, report.ExitCode);
        await Verifier.Verify(ScrubbedReport.Of(output.ToString()));
    }
}
