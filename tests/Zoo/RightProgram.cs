using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Tests.Lab.Checking;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Zoo;

/// <summary>The right programs of zoo/right: what somebody writes who knows the language well. No check may fail one.</summary>
internal static class RightProgram
{
    /// <summary>
    /// What docs/lab.md says of programs that read HTTP: they may take a half-close for leaving, and may reset a client that
    /// is still sending after a 502.
    /// </summary>
    private static readonly string[] ChoicesOfHttp = ["half-close", "refused-502-upload"];

    /// <summary>Checks one, all of its level.</summary>
    /// <param name="level">Which it implements.</param>
    /// <param name="command">How it is started; a program that checks is told its interval, of a second.</param>
    /// <param name="folder">Where, in zoo/right.</param>
    public static async Task PassesAsync(int level, string command, string folder = "")
    {
        RunReport report = await CheckedPrograms.RunCommandAsync(
            command,
            new RunOptions(level, CheckedPrograms.Seed) { Interval = TimeSpan.FromSeconds(1) },
            Path.Combine(Repository.Root, "zoo", "right", folder));

        string[] mayBeUntold = level >= 3 ? ChoicesOfHttp : [];
        Complaints.None(report.Outcomes
            .Where(outcome => outcome.Verdict == Verdict.Failed || (outcome.Verdict == Verdict.CouldNotTell && !mayBeUntold.Contains(outcome.Check.Id)))
            .Select(outcome => $"{outcome.Check.Id}: {outcome.Verdict}, expected {outcome.Expected}, came {outcome.Came}{outcome.Reason} [{string.Join(" | ", outcome.ProgramOutput.TakeLast(5))}]"));
        Assert.Equal(CheckCatalog.UpTo(level).Count, report.Outcomes.Count);
    }
}
