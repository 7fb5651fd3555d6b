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

    /// <summary>A program that is gone leaves a dozen checks with one and the same reason, and others may stand between them.</summary>
    [Fact]
    public async Task Show_ManyThatCouldNotBegin_IsALineForEachReason()
    {
        CheckOutcome outcome = SampleReport.Create().Outcomes.Single(one => one.Verdict == Verdict.CouldNotTell);

        string[] lines = await ShowAsync(outcome, outcome with { Reason = "Another one." }, outcome);

        Assert.Equal(
            [
                "  could not tell 2 checks               They build on 'responds', which failed.",
                "  could not tell nine-in-order          Another one.",
            ],
            lines.Where(line => line.StartsWith("  could not tell", StringComparison.Ordinal)));
    }

    /// <summary>The reason is the check's own, and stands with its steps.</summary>
    [Fact]
    public async Task Show_OneThatCouldNotTellAfterSomeSteps_IsExplainedInItsPlace()
    {
        CheckOutcome outcome = SampleReport.Create().Outcomes.Single(one => one.Verdict == Verdict.CouldNotTell) with { Steps = ["Look"], Reason = "No memory here." };

        string[] lines = await ShowAsync(outcome);

        Assert.Equal([OutcomeText.Line(outcome), "", "    1. Look", "    No memory here."], lines.SkipWhile(line => !line.StartsWith("  could not tell", StringComparison.Ordinal)).Take(4));
    }

    /// <summary>A program that ends in each check says the same of it each time.</summary>
    [Fact]
    public async Task Show_TheSameEndAgain_IsALineAndAnotherEndIsExplained()
    {
        CheckOutcome end = SampleReport.Create().Outcomes.Single(one => one.Verdict == Verdict.Failed) with
        {
            Expected = ProgramEnd.GoesOn,
            Came = "its end, with exit code 1",
            ProgramOutput = ["Error: read ECONNRESET (27)"],
        };
        Check other = CheckCatalog.All.First(check => check.Id == "even-100");

        string[] lines = await ShowAsync(end, end with { Check = other, ProgramOutput = ["Error: read ECONNRESET (28)"] }, end with { ProgramOutput = ["Error: out of memory"] });

        Assert.Single(lines, "    Expected the program to go on; came its end, with exit code 1: as in 'responds'.");
        Assert.Equal(2, lines.Count(line => line == "    Hint"));
    }

    [Fact]
    public async Task Show_ProgramThatIsBuiltFirst_SaysSoAtOnce()
    {
        var screen = new Screen();
        RunReport report = SampleReport.Create();

        await new PlainDisplay(screen).ShowAsync("mine", new RunOptions(1, 42), observer =>
        {
            observer.CheckBegins(report.Outcomes[0].Check);
            observer.StepBegins(report.Outcomes[0].Check, "Build and start the program: dotnet run");
            Assert.Equal("  … building     listens                Build and start the program: dotnet run", screen.Lines[^1]);
            return Task.FromResult(report);
        });
    }

    /// <summary>What somebody else has written must not paint on the teacher's terminal.</summary>
    [Fact]
    public async Task Show_EscapeSequences_AreNotPassedOn()
    {
        CheckOutcome outcome = SampleReport.Create().Outcomes.Single(one => one.Verdict == Verdict.Failed) with { Came = "HTTP/1.1 200 \u001b[2J\u001b]0;owned\u0007OK" };

        string[] lines = await ShowAsync(outcome);

        Assert.DoesNotContain(lines, line => line.Contains('\u001b', StringComparison.Ordinal));
        Assert.Contains("    Expected 200 & more; came HTTP/1.1 200 OK.", lines);
    }

    private static async Task<string[]> ShowAsync(params CheckOutcome[] outcomes)
    {
        var screen = new Screen();
        RunReport report = SampleReport.Create() with { Outcomes = outcomes };
        var display = new PlainDisplay(screen);
        await display.ShowAsync("mine", new RunOptions(1, 42), observer =>
        {
            Array.ForEach(outcomes, observer.CheckEnds);
            return Task.FromResult(report);
        });
        display.End(report);
        return screen.Lines;
    }

    private static string Waited(string time, Check check, string doing) => $"  {$"… {time}",-14} {check.Id,-22} {doing}";
}
