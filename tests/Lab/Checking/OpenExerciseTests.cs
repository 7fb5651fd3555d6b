using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Reporting;

namespace LearnLoadBalancer.Tests.Lab.Checking;

public sealed class OpenExerciseTests
{
    private const string Early = "System.NotImplementedException: Exercise 2.1: A check that survives anything. See docs/";
    private const string Late = "System.NotImplementedException: Exercise 2.4: Round after round. See docs/";

    [Fact]
    public void Blame_ExerciseWithoutWhichTheCheckFails_StandsFirstWithItsSection()
    {
        CheckOutcome outcome = OpenExercise.Blame(Failed("responds", Late, "   at Somewhere()", Early));
        string[] lines = OutcomeText.Explain(outcome).ReplaceLineEndings("\n").Split('\n');

        Assert.Equal("    NotImplementedException: Exercise 2.1: A check that survives anything. See docs/", lines[0]);
        Assert.Contains("    Read docs/02-level2-health.md#exercise-21-a-check-that-survives-anything", lines);
        Assert.Contains(lines, line => line.Contains("Exercise 2.1 (A check that survives anything) is still open", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("2.4: ", StringComparison.Ordinal) || line.Contains("Somewhere", StringComparison.Ordinal));
    }

    /// <summary>What comes later in the course is not why this fails.</summary>
    [Fact]
    public void Blame_LaterExercise_IsNoCauseAndItsExceptionIsLeftOut()
    {
        CheckOutcome outcome = OpenExercise.Blame(Failed("responds", "before", Late, "   at Somewhere()"));

        Assert.Null(outcome.Cause);
        Assert.Null(outcome.Advice);
        Assert.Equal(["before", "(exercise 2.4 is still open, too: its exception is left out here)"], outcome.ProgramOutput);
    }

    [Theory]
    [InlineData("responds")]
    [InlineData("all-down")]
    public void Blame_ProgramThatEndedOfIt_IsTheCauseInAnyCheck(string check) =>
        Assert.StartsWith("NotImplementedException: Exercise 2.4", OpenExercise.Blame(Failed(check, Late) with { Expected = ProgramEnd.GoesOn }).Cause, StringComparison.Ordinal);

    [Fact]
    public void Blame_ProgramThatNeverListened_IsTheExercise() =>
        Assert.NotNull(OpenExercise.Blame(Failed("listens", Early) with { Verdict = Verdict.CouldNotTell, Reason = "It ended." }).Cause);

    [Fact]
    public void Blame_ExerciseThatScrolledOut_IsFoundOnTheTimeLine()
    {
        CheckOutcome outcome = Failed("responds", "much later") with
        {
            Timeline = [new(TimeSpan.Zero, LearnLoadBalancer.Lab.Checking.Recording.Lane.Program, LearnLoadBalancer.Lab.Checking.Recording.EventKind.Output, Early)],
        };

        Assert.NotNull(OpenExercise.Blame(outcome).Cause);
    }

    private static CheckOutcome Failed(string id, params string[] output) => new(CheckCatalog.All.First(check => check.Id == id), Verdict.Failed, TimeSpan.Zero)
    {
        Steps = ["Ask"],
        Expected = "a response",
        Came = "none",
        ProgramOutput = output,
    };
}
