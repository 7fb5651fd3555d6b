using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Tests.Zoo;

public sealed class GoodBalancerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task None_Checked_PassesAll(int level)
    {
        (RunReport report, _) = await ZooRun.CheckAsync("none", level);

        Assert.Empty(report.Outcomes.Where(outcome => outcome.Verdict != Verdict.Passed).Select(outcome => $"{outcome.Check.Id}: {outcome.Came}{outcome.Reason}"));
    }
}
