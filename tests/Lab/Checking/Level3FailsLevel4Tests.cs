using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Reporting;

namespace LearnLoadBalancer.Tests.Lab.Checking;

/// <summary>Level 3 has no policies: the one thing that it must be told is that its command line takes none.</summary>
[UsesVerify]
[StartsPrograms]
public sealed class Level3FailsLevel4Tests
{
    [Fact]
    public async Task Check_Level3ForLevel4_FailsWhereAPolicyIsAskedFor()
    {
        var options = new RunOptions(4, CheckedPrograms.Seed)
        {
            Only = ["responds", .. CheckCatalog.All.Where(check => check.Level == 4).Select(check => check.Id)],
        };
        var output = new StringWriter();
        RunReport report = await CheckedPrograms.RunLevelAsync(3, options, output);
        new PlainDisplay(output).End(report);

        Assert.Equal(ExitCodes.SomeFailed, report.ExitCode);
        await Verifier.Verify(ScrubbedReport.Of(output.ToString()));
    }
}
