using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Zoo;

[StartsPrograms]
public sealed class GoodBalancerTests
{
    [Theory]
    [InlineData("none", 1)]
    [InlineData("none", 2)]
    [InlineData("none-http", 3)]
    [InlineData("none-policies", 4)]
    [InlineData("none-detection", 5)]
    public async Task None_Checked_PassesAll(string name, int level)
    {
        (RunReport report, _) = await ZooRun.CheckAsync(name, level);

        Assert.Superset(
            CheckCatalog.All.Where(check => check.Level == level).Select(check => check.Id).ToHashSet(),
            report.Outcomes.Select(outcome => outcome.Check.Id).ToHashSet());
        Complaints.None(report.Outcomes.Where(outcome => outcome.Verdict != Verdict.Passed).Select(outcome => $"{outcome.Check.Id}: {outcome.Came}{outcome.Reason}"));
    }
}
