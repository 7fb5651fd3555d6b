using System.Text.RegularExpressions;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Checking.Reporting;

namespace LearnLoadBalancer.Tests.Lab.Checking.Reporting;

/// <summary>Backends that an earlier check has killed: a reader of a report begins with the check that failed.</summary>
[StartsPrograms]
public sealed class EarlierOutageTests
{
    [Fact]
    public async Task Run_BackendsDeadFromBefore_ReportSaysSo()
    {
        RunReport report = await CheckedPrograms.RunLevelAsync(
            1, new RunOptions(1, CheckedPrograms.Seed) { Only = ["refused-502", "refused-502-upload", "survives"] });

        CheckedPrograms.AssertAllPassed(report);
        CheckOutcome upload = report.Outcomes.Single(outcome => outcome.Check.Id == "refused-502-upload");
        CheckOutcome survives = report.Outcomes.Single(outcome => outcome.Check.Id == "survives");
        Assert.Equal("All backends are still dead", upload.Steps[0]);
        Assert.Contains("Start all backends again", survives.Steps);
        foreach (CheckOutcome outcome in (CheckOutcome[])[upload, survives])
        {
            Assert.Equal(
                [1, 2, 3],
                outcome.Timeline.TakeWhile(one => one.Kind != EventKind.Step).Where(one => one.Kind == EventKind.Fault).Select(one => one.Lane.Backend));
            Assert.Equal(3, Regex.Count(TimelineSvg.Draw(outcome.Timeline).Markup, "class=\"down\""));
        }
    }

    /// <summary>What a check finds in order is no news.</summary>
    [Fact]
    public async Task Run_BackendsUp_NothingIsSaid()
    {
        RunReport report = await CheckedPrograms.RunLevelAsync(1, new RunOptions(1, CheckedPrograms.Seed) { Only = ["survives"] });

        CheckedPrograms.AssertAllPassed(report);
        Assert.DoesNotContain("Start all backends again", report.Outcomes[^1].Steps);
        Assert.DoesNotContain(report.Outcomes[^1].Timeline, one => one.Kind == EventKind.Fault);
    }
}
