using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Reporting;
using LearnLoadBalancer.Tests.Lab.Support;
using LearnLoadBalancer.Tests.Support;
using Spectre.Console;
using LiveDisplay = LearnLoadBalancer.Lab.Checking.Reporting.LiveDisplay;

namespace LearnLoadBalancer.Tests.Lab.Checking.Reporting;

/// <summary>What somebody sees who waits for a check in a terminal.</summary>
public sealed class LiveDisplayTests
{
    [Fact]
    public async Task Show_CheckThatTakesLong_SaysWhatItDoesMeanwhile()
    {
        var screen = new Screen();
        RunReport report = SampleReport.Create();
        Check check = report.Outcomes[0].Check;

        await new LiveDisplay(ConsoleOn(screen)).ShowAsync("mine", new RunOptions(1, 42), async observer =>
        {
            observer.CheckBegins(check);
            observer.StepBegins(check, "Wait for [everything]");
            await Eventually.TrueAsync(
                () => screen.Text.Contains($"{check.Id}: Wait for [everything] (", StringComparison.Ordinal), "the step and its seconds on the screen");
            return report;
        });
    }

    [Fact]
    public async Task Show_AllVerdicts_PrintsEachWithItsReasonAndTheEnd()
    {
        var screen = new Screen();
        RunReport report = SampleReport.Create();
        var display = new LiveDisplay(ConsoleOn(screen));

        await display.ShowAsync("mine", new RunOptions(1, 42), observer =>
        {
            foreach (CheckOutcome outcome in report.Outcomes)
            {
                observer.CheckBegins(outcome.Check);
                observer.CheckEnds(outcome);
            }

            return Task.FromResult(report);
        });
        display.End(report);

        string text = screen.Text;
        Assert.Contains("Checking mine up to level 1 (seed 42", text, StringComparison.Ordinal);
        Assert.Contains("Expected 200 & more; came <nothing>.", text, StringComparison.Ordinal);
        Assert.Contains("It builds on 'responds', which failed.", text, StringComparison.Ordinal);
        Assert.EndsWith(OutcomeText.Summary(report) + "\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    /// <summary>A terminal of 200 columns that moves its last line, without colours between the words.</summary>
    private static IAnsiConsole ConsoleOn(Screen screen)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(screen),
        });
        console.Profile.Width = 200;
        return console;
    }
}
