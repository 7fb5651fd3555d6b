using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Tests.Zoo;

/// <summary>A program that ends in the middle of the checks: one check fails for it, and says so, and the others are judged all the same.</summary>
[UsesVerify]
[StartsPrograms]
public sealed class EndingFaultTests
{
    [Fact]
    public async Task Dies_Checked_FailsOnlyWhereItEnds()
    {
        (RunReport report, int[] ports) = await ZooRun.CheckAsync("dies", level: 1);

        CheckOutcome[] failed = [.. report.Outcomes.Where(outcome => outcome.Verdict == Verdict.Failed)];
        Assert.Equal(["client-leaves", "backend-dies"], failed.Select(outcome => outcome.Check.Id));
        Assert.All(failed, outcome => Assert.True(outcome.HasEnded, outcome.Came));
        Assert.All(failed, outcome => Assert.Contains("Unhandled exception: the client has left.", outcome.ProgramOutput));

        // Each of the others is judged, by a program that was started again.
        Assert.All(report.Outcomes.Except(failed), outcome => Assert.Equal(Verdict.Passed, outcome.Verdict));
        CheckOutcome[] again = [.. report.Outcomes.Where(outcome => outcome.Note?.Contains("started again", StringComparison.Ordinal) is true)];
        Assert.Equal(["backend-dies", "refused-502"], again.Select(outcome => outcome.Check.Id));
        Assert.Equal("The program ended in 'client-leaves'. Start it again, with all backends up", again[0].Steps[0]);

        // How far the check came before the program was gone is chance.
        await Verifier.Verify(FailureText.Of(failed[0] with { Evidence = Evidence.None }, ports));
    }
}
