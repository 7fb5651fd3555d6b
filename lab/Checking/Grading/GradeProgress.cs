using System.Globalization;
using LearnLoadBalancer.Lab.Checking.Reporting;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Checking.Grading;

/// <summary>Shows that a program is being judged: which, how far it is, and since when.</summary>
/// <param name="output">Where it says so.</param>
/// <param name="name">Whose program.</param>
/// <param name="checks">How many checks there are.</param>
/// <param name="rewrites">True for a terminal, where one line is written again and again, and is gone in the end. Else a line now and then.</param>
/// <param name="clock">What it tells the time by; null: the system's.</param>
internal sealed class GradeProgress(TextWriter output, string name, int checks, bool rewrites, TimeProvider? clock = null) : RunDisplay
{
    /// <summary>Between two lines that stay.</summary>
    public static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time = clock ?? TimeProvider.System;
    private readonly Lock _lock = new();
    private string _doing = "";
    private int _done;
    private int _width;
    private long _began;

    public override async Task<RunReport> ShowAsync(string program, RunOptions options, Func<IRunObserver, Task<RunReport>> run)
    {
        _began = _time.GetTimestamp();
        TimeSpan every = rewrites ? Refresh : SignOfLife;
        await using (_time.CreateTimer(_ => Say(), null, every, every))
        {
            try
            {
                return await run(this);
            }
            finally
            {
                Clear();
            }
        }
    }

    public override void CheckBegins(Check check) => Do(check.Id, done: 0);

    public override void StepBegins(Check check, string step) =>
        Do(step.StartsWith(Checks.Level1.Listens.Building, StringComparison.Ordinal) ? "building" : check.Id, done: 0);

    public override void CheckEnds(CheckOutcome outcome) => Do(outcome.Check.Id, done: 1);

    public override void End(RunReport report)
    {
        // The table's row says it.
    }

    private void Do(string what, int done)
    {
        lock (_lock)
        {
            _doing = what;
            _done += done;
        }
    }

    private void Say()
    {
        lock (_lock)
        {
            string line = TerminalText.Plain(string.Create(
                CultureInfo.InvariantCulture, $"  … {name,-20} {_done} of {checks} checks, {_time.GetElapsedTime(_began).TotalSeconds:0} s: {_doing}"));
            output.Write(rewrites ? $"\r{line.PadRight(_width)}" : $"{line}{output.NewLine}");
            output.Flush();
            _width = Math.Max(_width, line.Length);
        }
    }

    private void Clear()
    {
        lock (_lock)
        {
            if (rewrites && _width > 0)
            {
                output.Write($"\r{new string(' ', _width)}\r");
            }
        }
    }
}
