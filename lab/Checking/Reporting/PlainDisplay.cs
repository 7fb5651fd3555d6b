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

    /// <summary>Why the check before could not be told. A program that is gone leaves a dozen with the same reason: it is said once.</summary>
    private string? _lastReason;

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
            if (check.Level != _level)
            {
                _level = check.Level;
                output.WriteLine();
                output.WriteLine($"Level {_level}");
            }
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
            if (outcome.Verdict == Verdict.Failed || (outcome.Verdict == Verdict.CouldNotTell && outcome.Reason != _lastReason))
            {
                output.WriteLine();
                output.WriteLine(OutcomeText.Explain(outcome));
            }

            _lastReason = outcome.Reason;
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
                string waited = OutcomeText.Seconds(_time.GetElapsedTime(_since));
                output.WriteLine($"  {$"… {waited}",-14} {check.Id,-22} {step}");
            }
        }
    }
}
