using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Reporting;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Zoo;

/// <summary>Checks a balancer of the zoo, which runs as a program of its own, like a stranger's.</summary>
internal static class ZooRun
{
    /// <summary>Fixed, so that the snapshots are.</summary>
    private const int Seed = 1;

    /// <summary>The zoo is like Level 2: it promises no more.</summary>
    private const int HighestLevel = 2;

    /// <summary>The health interval: short, so that the tests are.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Set to run each balancer through all the checks that there are, not only those of the level
    /// that its fault is in: <c>ZOO_ALL=1 dotnet test --filter FullyQualifiedName~Zoo</c>.
    /// </summary>
    private static readonly bool AllChecks = Environment.GetEnvironmentVariable("ZOO_ALL") is not null;

    /// <summary>The one check that the balancer fails, as a learner would read it. Every other must pass, or say that it builds on this one.</summary>
    public static async Task<string> OnlyFailureAsync(string fault, int level, string check)
    {
        (RunReport report, int[] ports) = await CheckAsync(fault, level);
        CheckOutcome[] failed = [.. report.Outcomes.Where(outcome => outcome.Verdict == Verdict.Failed)];

        // Another one is either the fault's doing or a flake: what came tells which.
        Assert.Empty(failed.Where(outcome => outcome.Check.Id != check).Select(outcome => $"{outcome.Check.Id}: came {outcome.Came} [{outcome.Note}]"));
        Assert.Equal(check, Assert.Single(failed).Check.Id);
        return FailureText.Of(failed[0], ports);
    }

    /// <summary>Checks up to a level.</summary>
    public static async Task<(RunReport Report, int[] Ports)> CheckAsync(string fault, int level)
    {
        int[] ports = CheckPorts.PickFree(4);
        var program = new ChildProgram(
            LabExecutable.Dotnet,
            [
                "exec", Path.Combine(AppContext.BaseDirectory, "LearnLoadBalancer.Zoo.dll"), fault,
                "--interval", $"{Interval.TotalSeconds:0.##}",
                "--listen", $":{ports[0]}",
                .. ports[1..].SelectMany(port => (string[])["--backend", $"localhost:{port}"]),
            ]);
        var options = new RunOptions(AllChecks ? HighestLevel : level, Seed) { Interval = Interval };
        RunReport report = await CheckRun.RunAsync(
            (guard, timeline) => new StartedTarget($"zoo {fault}", program, ports[0], ports[1..], guard, timeline),
            options,
            new PlainDisplay(TextWriter.Null),
            CancellationToken.None);
        return (report, ports);
    }
}
