using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Reporting;
using LearnLoadBalancer.Tests.Lab.Support;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Lab.Checking.Reporting;

/// <summary>What somebody sees who waits for a check without a terminal.</summary>
public sealed class PlainDisplayTests
{
    [Fact]
    public async Task Show_CheckThatTakesLong_SaysSoBeforeItsFirstStepAndDuringEach()
    {
        var clock = new ManualTimeProvider();
        var screen = new Screen();
        RunReport report = SampleReport.Create();
        CheckOutcome outcome = report.Outcomes[0];

        await new PlainDisplay(screen, clock).ShowAsync("mine", new RunOptions(1, 42), observer =>
        {
            clock.Advance(PlainDisplay.SignOfLife);
            Assert.DoesNotContain("…", screen.Text, StringComparison.Ordinal); // Nothing is under way.

            observer.CheckBegins(outcome.Check);
            clock.Advance(PlainDisplay.SignOfLife);
            Assert.Equal(Waited("5.0 s", outcome.Check, outcome.Check.Title), screen.Lines[^1]);

            observer.StepBegins(outcome.Check, "Wait for everything");
            clock.Advance(PlainDisplay.SignOfLife);
            Assert.Equal(Waited("10.0 s", outcome.Check, "Wait for everything"), screen.Lines[^1]);

            observer.CheckEnds(outcome);
            clock.Advance(PlainDisplay.SignOfLife);
            Assert.Equal(OutcomeText.Line(outcome), screen.Lines[^1]);
            return Task.FromResult(report);
        });

        int lines = screen.Lines.Length;
        clock.Advance(PlainDisplay.SignOfLife);
        Assert.Equal(lines, screen.Lines.Length);
    }

    /// <summary>A program that has hung or is gone leaves a dozen checks with one and the same reason.</summary>
    [Fact]
    public async Task Show_TheSameReasonAgain_IsSaidOnce()
    {
        var screen = new Screen();
        RunReport report = SampleReport.Create();
        CheckOutcome outcome = report.Outcomes.Single(one => one.Verdict == Verdict.CouldNotTell);

        await new PlainDisplay(screen).ShowAsync("mine", new RunOptions(1, 42), observer =>
        {
            observer.CheckEnds(outcome);
            observer.CheckEnds(outcome);
            observer.CheckEnds(outcome with { Reason = "Another one." });
            return Task.FromResult(report);
        });

        Assert.Equal(3, screen.Lines.Count(line => line.Contains("could not tell", StringComparison.Ordinal)));
        Assert.Single(screen.Lines, line => line.Contains(outcome.Reason!, StringComparison.Ordinal));
        Assert.Single(screen.Lines, line => line.Contains("Another one.", StringComparison.Ordinal));
    }

    private static string Waited(string time, Check check, string doing) => $"  {$"… {time}",-14} {check.Id,-22} {doing}";
}
