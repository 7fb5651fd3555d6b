using System.Diagnostics;

namespace LearnLoadBalancer.Lab.Checking.Reporting;

/// <summary>A run as plain lines: for a file, a pipe, and a terminal that can't do more.</summary>
internal sealed class PlainDisplay(TextWriter output) : RunDisplay
{
    /// <summary>A check that takes longer says every so often that it is still alive.</summary>
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private (Check Check, string Step)? _current;
    private long _since;
    private int _level;

    public override async Task<RunReport> ShowAsync(string program, RunOptions options, Func<IRunObserver, Task<RunReport>> run)
    {
        output.WriteLine(OutcomeText.Heading(program, options));
        using var timer = new Timer(_ => SayStillAlive(), null, SignOfLife, SignOfLife);
        return await run(this);
    }

    public override void CheckBegins(Check check)
    {
        _since = Stopwatch.GetTimestamp();
        if (check.Level != _level)
        {
            _level = check.Level;
            output.WriteLine();
            output.WriteLine($"Level {_level}");
        }
    }

    public override void StepBegins(Check check, string step)
    {
        lock (_lock)
        {
            _current = (check, step);
        }
    }

    public override void CheckEnds(CheckOutcome outcome)
    {
        lock (_lock)
        {
            _current = null;
            output.WriteLine(OutcomeText.Line(outcome));
            if (outcome.Verdict != Verdict.Passed)
            {
                output.WriteLine();
                output.WriteLine(OutcomeText.Explain(outcome));
            }
        }
    }

    public override void End(RunReport report)
    {
        output.WriteLine();
        output.WriteLine(OutcomeText.Summary(report));
    }

    private void SayStillAlive()
    {
        lock (_lock)
        {
            if (_current is var (check, step))
            {
                string waited = OutcomeText.Seconds(Stopwatch.GetElapsedTime(_since));
                output.WriteLine($"  {$"… {waited}",-14} {check.Id,-22} {step}");
            }
        }
    }
}
