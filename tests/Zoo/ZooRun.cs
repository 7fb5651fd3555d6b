using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Reporting;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Zoo;

/// <summary>Checks a balancer of the zoo, which runs as a program of its own, like a stranger's.</summary>
internal static class ZooRun
{
    /// <summary>Fixed, so that the snapshots are.</summary>
    private const int Seed = 1;

    /// <summary>What the checker is told of the health interval: short, so that the tests are.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What a balancer of Level 1 is told: it does not check. On a machine that is very busy, a check a second
    /// finds a living backend dead now and then, and that is not what Level 1's faults are about.
    /// </summary>
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    /// <summary>The checks of Level 1 that those of Level 2 build on. They come along when a fault of Level 2 is tested.</summary>
    private static readonly string[] GroundOfLevel2 = ["responds", "nine-in-order"];

    /// <summary>
    /// They don't, not even with <see cref="AllChecks"/>: they kill all backends, and a balancer that checks every second
    /// notices, or does not. Either way it would come in another state to the check that is meant for it.
    /// </summary>
    private static readonly string[] NotBeforeLevel2 = ["refused-502", "refused-502-upload"];

    /// <summary>The same for Level 3.</summary>
    private static readonly string[] GroundOfLevel3 = ["responds"];

    /// <summary>
    /// Set to run each balancer through all checks up to its level, and those of Level 1 through Level 2's: <c>ZOO_ALL=1 dotnet test --filter FullyQualifiedName~Tests.Zoo</c>.
    /// </summary>
    private static readonly bool AllChecks = Environment.GetEnvironmentVariable("ZOO_ALL") is not null;

    /// <summary>The one check that the balancer fails, as a learner would read it. Every other must pass, or say that it builds on this one.</summary>
    /// <param name="fault">The balancer.</param>
    /// <param name="level">Whose checks it is put through.</param>
    /// <param name="check">The one that it fails.</param>
    /// <param name="interval">Its health interval, for a fault that shows only with a long one: then no other check of its level is run.</param>
    public static async Task<string> OnlyFailureAsync(string fault, int level, string check, TimeSpan? interval = null)
    {
        (RunReport report, int[] ports) = interval is null ? await CheckAsync(fault, level) : await CheckAsync(fault, level, interval.Value, ["responds", check]);
        CheckOutcome[] failed = [.. report.Outcomes.Where(outcome => outcome.Verdict == Verdict.Failed)];
        Assert.True(failed.Length > 0, "No check failed. " + string.Join("; ", report.Outcomes
            .Where(outcome => outcome.Verdict != Verdict.Passed || outcome.Check.Id == check)
            .Select(outcome => $"{outcome.Check.Id}: {outcome.Reason ?? outcome.Note ?? "passed"} after {string.Join(", ", outcome.Steps)}")));

        // Another one is either the fault's doing or a flake: what came tells which.
        Complaints.None(failed.Where(outcome => outcome.Check.Id != check).Select(outcome => $"{outcome.Check.Id}: came {outcome.Came} [{outcome.Note}]"));
        Assert.Equal(check, Assert.Single(failed).Check.Id);
        Complaints.None(report.Outcomes
            .Where(outcome => outcome.Verdict == Verdict.CouldNotTell && !BuildsOn(outcome.Check, check))
            .Select(outcome => $"{outcome.Check.Id}: {outcome.Reason}"));
        return FailureText.Of(failed[0], ports);
    }

    /// <summary>Whether a check is not to be told when that other one has failed.</summary>
    private static bool BuildsOn(Check check, string other) =>
        check.Needs.Contains(other)
        || (check.NeedsAllBackends && other is "back-in-rotation" or "recovery-from-all-down") // Some were dead in the checks before it.
        || CheckCatalog.All.Where(one => check.Needs.Contains(one.Id)).Any(one => BuildsOn(one, other));

    /// <summary>The checks that a balancer of this level is for; none means all.</summary>
    private static string[] ChecksOf(int level) => (AllChecks, level) switch
    {
        (true, 2) => [.. CheckCatalog.UpTo(2).Select(check => check.Id).Except(NotBeforeLevel2)],
        (true, _) or (_, 1) => [],
        _ => [.. level == 2 ? GroundOfLevel2 : GroundOfLevel3, .. CheckCatalog.All.Where(check => check.Level == level).Select(check => check.Id)],
    };

    /// <summary>Runs the checks of a level.</summary>
    public static async Task<(RunReport Report, int[] Ports)> CheckAsync(string fault, int level)
    {
        (RunReport Report, int[] Ports)[] runs = await Task.WhenAll(RunsOf(level).Select(only => CheckAsync(fault, level, Interval, only)));
        (RunReport report, int[] ports) = runs.FirstOrDefault(run => run.Report.ExitCode == ExitCodes.SomeFailed, runs[0]);
        return (report with { Outcomes = [.. runs.SelectMany(run => run.Report.Outcomes)] }, ports);
    }

    /// <summary>The checks of each run. Those of Level 5 mostly wait, so they run beside each other, but for those that build on another.</summary>
    private static IEnumerable<string[]> RunsOf(int level) => AllChecks || level < 5
        ? [ChecksOf(level)]
        : CheckCatalog.All.Where(check => check.Level == level).GroupBy(RootOf)
            .Select(group => (string[])[.. GroundOfLevel3, .. group.Select(check => check.Id)]);

    /// <summary>The check of its level that this one builds on in the end. (All build on the first.)</summary>
    private static string RootOf(Check check)
    {
        Check first = CheckCatalog.All.First(one => one.Level == check.Level);
        Check? before = CheckCatalog.All.FirstOrDefault(one => one.Level == check.Level && one != first && check.Needs.Contains(one.Id));
        return before is null ? check.Id : RootOf(before);
    }

    private static async Task<(RunReport Report, int[] Ports)> CheckAsync(string fault, int level, TimeSpan interval, string[] only)
    {
        bool checks = AllChecks || level is 2 or 4 or 5;
        int[] ports = CheckPorts.PickFree(4);
        ChildProgram Start(int port, PolicyPlan plan) => new(
            LabExecutable.Dotnet,
            [
                "exec", Path.Combine(AppContext.BaseDirectory, "LearnLoadBalancer.Zoo.dll"), fault,
                "--interval", $"{(checks ? interval : Never).TotalSeconds:0}",
                "--listen", $":{port}",
                .. plan.For(level).Arguments(ports[1..]),
            ]);
        var options = new RunOptions(AllChecks ? Math.Max(level, 2) : level, Seed)
        {
            Interval = interval,
            Only = only,
        };
        RunReport report = await CheckRun.RunAsync(
            (guard, timeline) => new StartedTarget($"zoo {fault}", Start(ports[0], new PolicyPlan()), ports[0], ports[1..], guard, timeline) { Variant = level < 4 ? null : Start },
            options,
            new PlainDisplay(TextWriter.Null),
            CancellationToken.None);
        return (report, ports);
    }
}
