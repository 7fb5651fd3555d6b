using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Reporting;

namespace LearnLoadBalancer.Tests.Lab.Checking;

/// <summary>Level 4 looks at no response: the one thing that it must be told is that its command line takes no such options.</summary>
[UsesVerify]
[StartsPrograms]
public sealed class Level4FailsLevel5Tests
{
    [Fact]
    public async Task Check_Level4ForLevel5_FailsWhereItIsToldHowToCheck()
    {
        var options = new RunOptions(5, CheckedPrograms.Seed)
        {
            Only = ["responds", .. CheckCatalog.All.Where(check => check.Level == 5).Select(check => check.Id)],
        };
        var output = new StringWriter();
        RunReport report = await CheckedPrograms.RunLevelAsync(4, options, output);
        new PlainDisplay(output).End(report);

        Assert.Equal(ExitCodes.SomeFailed, report.ExitCode);
        await Verifier.Verify(ScrubbedReport.Of(output.ToString()));
    }
}
