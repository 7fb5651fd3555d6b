using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Reporting;
using LearnLoadBalancer.Lab.Checking.Targets;

namespace LearnLoadBalancer.Tests.Lab.Checking;

/// <summary>Runs the checker inside the test, against programs on free ports.</summary>
internal static class CheckedPrograms
{
    public const int Seed = 4711;

    /// <summary>Checks a level of ours.</summary>
    public static Task<RunReport> RunLevelAsync(int level, RunOptions options, TextWriter? output = null) => CheckRun.RunAsync(
        (guard, timeline) => ProgramTargets.OfLevel(level, guard, timeline), options, new PlainDisplay(output ?? TextWriter.Null), CancellationToken.None);

    /// <summary>Checks a program that is started by a command.</summary>
    public static Task<RunReport> RunCommandAsync(string command, RunOptions options, string? directory = null) => CheckRun.RunAsync(
        (guard, timeline) => ProgramTargets.OfCommand(new CommandTemplate(command), directory ?? Environment.CurrentDirectory, options.Level, guard, timeline),
        options,
        new PlainDisplay(TextWriter.Null),
        CancellationToken.None);

    /// <summary>Says which check did not pass, and why: a bare "expected Passed" would help nobody.</summary>
    public static void AssertAllPassed(RunReport report)
    {
        CheckOutcome? bad = report.Outcomes.FirstOrDefault(outcome => outcome.Verdict != Verdict.Passed);
        Assert.True(bad is null, bad is null ? "" : OutcomeText.Line(bad) + "\n" + OutcomeText.Explain(bad));
    }
}
