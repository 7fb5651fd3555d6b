using System.Diagnostics;
using LearnLoadBalancer.Lab.Processes;
using Spectre.Console;

namespace LearnLoadBalancer.Lab.Checking.Reporting;

/// <summary>A run on a terminal: colours, and a line at the end that tells what is under way, and since when.</summary>
internal sealed class LiveDisplay(IAnsiConsole console) : RunDisplay
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly FailuresTold _told = new();
    private StatusContext? _status;
    private string _doing = "";
    private long _since;
    private int _level;

    public override async Task<RunReport> ShowAsync(string program, RunOptions options, Func<IRunObserver, Task<RunReport>> run)
    {
        console.MarkupLineInterpolated($"[bold]{OutcomeText.Heading(program, options)}[/]");
        return await console.Status().StartAsync("…", async status =>
        {
            _status = status;
            await using var timer = new Timer(_ => ShowStatus(), null, Refresh, Refresh);
            return await run(this);
        });
    }

    public override void CheckBegins(Check check)
    {
        lock (_lock)
        {
            _since = Stopwatch.GetTimestamp();
            _doing = check.Title;
        }

        ShowStatus();
    }

    public override void StepBegins(Check check, string step)
    {
        lock (_lock)
        {
            _doing = TerminalText.Plain($"{check.Id}: {step}");
        }
    }

    public override void CheckEnds(CheckOutcome outcome)
    {
        if (OutcomeText.IsHeldBack(outcome))
        {
            return;
        }

        if (outcome.Check.Level != _level)
        {
            _level = outcome.Check.Level;
            console.WriteLine();
            console.MarkupLineInterpolated($"[bold]Level {_level}[/]");
        }

        string colour = outcome.Verdict switch { Verdict.Passed => "green", Verdict.Failed => "red", _ => "yellow" };
        string line = OutcomeText.Line(outcome);
        string word = OutcomeText.Word(outcome.Verdict);
        console.MarkupLine($"  [{colour}]{word}[/]{Markup.Escape(line[(2 + word.Length)..])}");
        if (_told.Explain(outcome) is { } explained)
        {
            console.WriteLine();
            foreach (string part in explained.ReplaceLineEndings("\n").Split('\n'))
            {
                // The one line that matters most stands out.
                bool main = part.StartsWith("    Expected ", StringComparison.Ordinal);
                console.MarkupLine(main ? $"[{colour} bold]{Markup.Escape(part)}[/]" : Markup.Escape(part));
            }
        }
    }

    public override void End(RunReport report)
    {
        foreach (string line in OutcomeText.Doubts(report))
        {
            console.MarkupLine($"  [yellow]{Markup.Escape(line[2..])}[/]");
        }

        console.WriteLine();
        console.WriteLine(OutcomeText.Summary(report));
    }

    private void ShowStatus()
    {
        lock (_lock)
        {
            string text = $"{_doing} ({Stopwatch.GetElapsedTime(_since).TotalSeconds:0} s)";
            int width = Math.Max(20, console.Profile.Width - 4);
            _status?.Status(Markup.Escape(text.Length > width ? $"{text[..(width - 1)]}…" : text));
        }
    }
}
