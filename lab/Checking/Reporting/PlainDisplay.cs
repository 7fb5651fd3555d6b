using LearnLoadBalancer.Lab.Checks.Level1;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Checking.Reporting;

/// <summary>A run as plain lines: for a file, a pipe, and a terminal that can't do more.</summary>
/// <param name="output">Where they go.</param>
/// <param name="clock">What the sign of life is told by; null: the system's.</param>
internal sealed class PlainDisplay(TextWriter output, TimeProvider? clock = null) : RunDisplay
{
    /// <summary>A check that takes longer says every so often that it is still alive.</summary>
    public static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time = clock ?? TimeProvider.System;
    private readonly Lock _lock = new();
    private (Check Check, string Step)? _current;

    private readonly FailuresTold _told = new();
    private long _since;
    private int _level;

    public override async Task<RunReport> ShowAsync(string program, RunOptions options, Func<IRunObserver, Task<RunReport>> run)
    {
        output.WriteLine(OutcomeText.Heading(program, options));
        await using ITimer timer = _time.CreateTimer(_ => SayStillAlive(), null, SignOfLife, SignOfLife);
        return await run(this);
    }

    public override void CheckBegins(Check check)
    {
        lock (_lock)
        {
            // Before its first step, dead backends may have to come back into rotation: that alone can take a while.
            _current = (check, check.Title);
            _since = _time.GetTimestamp();
        }
    }

    public override void StepBegins(Check check, string step)
    {
        lock (_lock)
        {
            _current = (check, step);
            if (step.StartsWith(Listens.Building, StringComparison.Ordinal))
            {
                SayWhatIsUnderWay("building"); // Before the first sign of life: half a minute of nothing looks like a program that hangs.
            }
        }
    }

    public override void CheckEnds(CheckOutcome outcome)
    {
        lock (_lock)
        {
            _current = null;
            if (OutcomeText.IsHeldBack(outcome))
            {
                return;
            }

            if (outcome.Check.Level != _level)
            {
                _level = outcome.Check.Level;
                output.WriteLine();
                output.WriteLine($"Level {_level}");
            }

            output.WriteLine(OutcomeText.Line(outcome));
            if (_told.Explain(outcome) is { } text)
            {
                output.WriteLine();
                output.WriteLine(text);
            }
        }
    }

    public override void End(RunReport report)
    {
        foreach (string line in OutcomeText.Doubts(report))
        {
            output.WriteLine(line);
        }

        output.WriteLine();
        output.WriteLine(OutcomeText.Summary(report));
    }

    private void SayStillAlive()
    {
        lock (_lock)
        {
            SayWhatIsUnderWay(OutcomeText.Seconds(_time.GetElapsedTime(_since)));
        }
    }

    private void SayWhatIsUnderWay(string word)
    {
        if (_current is var (check, step))
        {
            output.WriteLine(TerminalText.Plain($"  {$"… {word}",-14} {check.Id,-22} {step}"));
        }
    }
}
