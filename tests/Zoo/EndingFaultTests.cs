using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Tests.Zoo;

/// <summary>A program that ends in the middle of the checks: one check fails for it, and says so.</summary>
[UsesVerify]
[StartsPrograms]
public sealed class EndingFaultTests
{
    [Fact]
    public async Task Dies_Checked_FailsOnlyClientLeaves()
    {
        (RunReport report, int[] ports) = await ZooRun.CheckAsync("dies", level: 1);

        CheckOutcome failed = Assert.Single(report.Outcomes, outcome => outcome.Verdict == Verdict.Failed);
        Assert.Equal("client-leaves", failed.Check.Id);
        Assert.All(
            report.Outcomes.SkipWhile(outcome => outcome != failed).Skip(1),
            outcome => Assert.Equal((Verdict.CouldNotTell, "The program has ended (exit code 70)."), (outcome.Verdict, outcome.Reason)));
        Assert.Equal("survives", report.Outcomes[^1].Check.Id);
        Assert.Contains("Unhandled exception: the client has left.", failed.ProgramOutput);

        // How far the check came before the program was gone is chance.
        await Verifier.Verify(FailureText.Of(failed with { Evidence = Evidence.None }, ports));
    }
}
