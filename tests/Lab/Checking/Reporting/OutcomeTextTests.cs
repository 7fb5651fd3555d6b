using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Reporting;

namespace LearnLoadBalancer.Tests.Lab.Checking.Reporting;

[UsesVerify]
public sealed class OutcomeTextTests
{
    [Fact]
    public Task Explain_AFailure_SaysAllThatHelps()
    {
        RunReport report = SampleReport.Create();
        string text = string.Join('\n', report.Outcomes.Select(outcome =>
            OutcomeText.Line(outcome) + "\n" + (outcome.Verdict == Verdict.Passed ? "" : OutcomeText.Explain(outcome))));
        return Verifier.Verify((text + OutcomeText.Summary(report)).ReplaceLineEndings("\n").TrimEnd());
    }
}
