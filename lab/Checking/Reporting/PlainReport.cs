using System.Globalization;

namespace LearnLoadBalancer.Lab.Checking.Reporting;

/// <summary>A run as plain lines: for a file, a pipe, and a terminal that can't do more.</summary>
internal sealed class PlainReport(TextWriter output) : IRunObserver
{
    private int _level;

    public void Begin(string program, RunOptions options)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Checking {program} up to level {options.Level} (seed {options.Seed}, health interval {options.Interval.TotalSeconds:0.#} s)"));
    }

    public void CheckBegins(Check check)
    {
        if (check.Level != _level)
        {
            _level = check.Level;
            output.WriteLine();
            output.WriteLine($"Level {_level}");
        }
    }

    public void StepBegins(Check check, string step)
    {
        // Only a terminal shows what is under way.
    }

    public void CheckEnds(CheckOutcome outcome)
    {
        output.WriteLine(OutcomeText.Line(outcome));
        if (outcome.Verdict != Verdict.Passed)
        {
            output.WriteLine();
            output.WriteLine(OutcomeText.Explain(outcome));
        }
    }

    public void End(RunReport report)
    {
        output.WriteLine();
        output.WriteLine(OutcomeText.Summary(report));
    }
}
