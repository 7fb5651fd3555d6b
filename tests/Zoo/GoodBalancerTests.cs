using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Tests.Zoo;

public sealed class GoodBalancerTests
{
    [Fact]
    public async Task None_Checked_PassesAll()
    {
        (RunReport report, _) = await ZooRun.CheckAsync("none", level: 2);

        Assert.Empty(report.Outcomes.Where(outcome => outcome.Verdict != Verdict.Passed).Select(outcome => $"{outcome.Check.Id}: {outcome.Came}{outcome.Reason}"));
    }
}
