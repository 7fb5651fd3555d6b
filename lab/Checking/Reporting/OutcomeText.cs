using System.Globalization;
using System.Text;
using LearnLoadBalancer.Lab.Checks;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Checking.Reporting;

/// <summary>Outcomes in words. One text for all: the terminal, the file, the page.</summary>
internal static class OutcomeText
{
    private const int OutputLines = 8;

    /// <summary>Of a program that has ended: the first lines of an exception say what it was, and the last ones may be a long stack.</summary>
    private const int FirstLines = 12;

    /// <summary>The first line of a run.</summary>
    public static string Heading(string program, RunOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"Checking {TerminalText.Plain(program)} up to level {options.Level} (seed {options.Seed}, health interval {options.Interval.TotalSeconds:0.#} s)");

    /// <summary>One line: verdict, id, title, time.</summary>
    public static string Line(CheckOutcome outcome)
    {
        string note = outcome.Note is null ? "" : $" [{outcome.Note}]";
        return TerminalText.Plain($"  {Word(outcome.Verdict),-14} {outcome.Check.Id,-22} {outcome.Check.Title}{note} ({Seconds(outcome.Duration)})");
    }

    /// <summary>The verdict in words.</summary>
    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "passed",
        Verdict.Failed => "FAILED",
        _ => "could not tell",
    };

    /// <summary>The same failure once more, in a line: a program that ends in each check says the same of it each time.</summary>
    public static string ExplainAgain(CheckOutcome outcome, CheckOutcome first) =>
        TerminalText.Plain($"    Expected {outcome.Expected}; came {outcome.Came}: as in '{first.Check.Id}'.\n");

    /// <summary>Everything that helps to understand a failure, or why it could not be told.</summary>
    public static string Explain(CheckOutcome outcome)
    {
        var text = new StringBuilder();
        if (outcome.Cause is { } cause)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"    {cause}");
            text.AppendLine();
        }

        for (int i = 0; i < outcome.Steps.Count; i++)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"    {i + 1}. {outcome.Steps[i]}");
        }

        text.AppendLine(outcome.Verdict == Verdict.Failed
            ? $"    Expected {outcome.Expected}; came {outcome.Came}."
            : $"    {outcome.Reason}");
        Block(text, "Sent", outcome.Evidence.Sent?.Split('\n'));
        Block(text, "Received", outcome.Evidence.Received?.Split('\n'));
        Block(text, "The same by hand, with your backends as in the steps above", outcome.Evidence.ByHand);
        if (IsAboutTheProgram(outcome))
        {
            Block(text, outcome.HasEnded ? "What the program printed" : "What the program printed last", Printed(outcome));
            text.AppendLine();
            text.AppendLine("    Hint");
            foreach (string line in Wrapping.Wrap(outcome.Hint, 92))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"      {line}");
            }

            text.AppendLine(CultureInfo.InvariantCulture, $"    Read {outcome.Chapter}");
        }

        return TerminalText.Plain(text.ToString());
    }

    /// <summary>The checks that could not even begin: a line for each reason, however many there are.</summary>
    public static IEnumerable<string> Doubts(RunReport report) => report.Outcomes
        .Where(IsHeldBack)
        .GroupBy(outcome => outcome.Reason)
        .Select(group => TerminalText.Plain(
            $"  {Word(Verdict.CouldNotTell),-14} {(group.Count() == 1 ? group.First().Check.Id : $"{group.Count()} checks"),-22} {(group.Count() == 1 ? group.Key : Several(group.Key))}"));

    /// <summary>One that could not begin is not told of by itself: see <see cref="Doubts"/>.</summary>
    public static bool IsHeldBack(CheckOutcome outcome) => outcome.Verdict == Verdict.CouldNotTell && outcome.Steps.Count == 0;

    /// <summary>The last lines of a run: counts, and what to do next.</summary>
    public static string Summary(RunReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{report.Passed} passed, {report.Failed} failed, {report.CouldNotTell} could not be told, in {Seconds(report.Duration)}.");
        text.AppendLine(CultureInfo.InvariantCulture, $" Seed {report.Seed}.");
        text.Append(report.Verdict switch
        {
            Verdict.Passed when !report.IsComplete => $"That was a part of level {report.Level}. All of it: without --only.",
            Verdict.Passed => $"All of level {report.Level} holds. {Chapters.AfterLevel(report.Level)}",
            Verdict.Failed => $"Begin with the first failure: {report.Outcomes.First(outcome => outcome.Verdict == Verdict.Failed).Check.Id}. "
                + $"To run it alone: --only {report.Outcomes.First(outcome => outcome.Verdict == Verdict.Failed).Check.Id} --seed {report.Seed}",
            _ => "Nothing failed, but not everything could be judged: see the reasons above.",
        });
        if (RhythmAdvice.For(report) is { } advice)
        {
            text.AppendLine();
            text.Append(advice);
        }

        return text.ToString();
    }

    /// <summary>A time as people say it.</summary>
    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    /// <summary>Not when it is another check's failure, the checker's own trouble, or a choice and no mistake. A program that never listened needs a hint.</summary>
    public static bool IsAboutTheProgram(CheckOutcome outcome) =>
        outcome.Verdict == Verdict.Failed || (outcome.Check.Needs.Count == 0 && outcome.Steps.Count > 0);

    private static string? Several(string? reason) => reason?.Replace("It builds on", "They build on", StringComparison.Ordinal);

    private static IEnumerable<string> Printed(CheckOutcome outcome)
    {
        IReadOnlyList<string> lines = outcome.ProgramOutput;
        int left = lines.Count - FirstLines - OutputLines;
        return lines.Count == 0 ? ["(nothing)"]
            : !outcome.HasEnded ? lines.TakeLast(OutputLines)
            : left <= 1 ? lines
            : [.. lines.Take(FirstLines), $"… {left} lines more …", .. lines.TakeLast(OutputLines)];
    }

    private static void Block(StringBuilder text, string title, IEnumerable<string>? lines)
    {
        if (lines is null)
        {
            return;
        }

        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"    {title}");
        foreach (string line in lines)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"      | {line}");
        }
    }
}
