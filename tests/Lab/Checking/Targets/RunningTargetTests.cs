using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Checking.Reporting;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Tests.Processes;

namespace LearnLoadBalancer.Tests.Lab.Checking.Targets;

/// <summary>A program that ran before the checker did, as with <c>--url</c>.</summary>
[StartsPrograms]
public sealed class RunningTargetTests
{
    [Fact]
    public async Task Check_ProcessIsTold_ItsMemoryIsMeasured()
    {
        RunReport report = await CheckAsync(tellProcess: true, "listens", "responds", "upload-256mb");

        CheckedPrograms.AssertAllPassed(report);
        Assert.Contains("memory +", report.Outcomes[^1].Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ProcessIsNotTold_SaysHowToTellIt()
    {
        RunReport report = await CheckAsync(tellProcess: false, "listens", "responds", "upload-256mb");

        Assert.Equal([Verdict.Passed, Verdict.Passed, Verdict.CouldNotTell], report.Outcomes.Select(outcome => outcome.Verdict));
        Assert.Contains("--pid", report.Outcomes[^1].Reason, StringComparison.Ordinal);
    }

    /// <summary>There is no exit code to be seen. That nobody listens any more says enough, and is said once.</summary>
    [Theory]
    [InlineData("nine-in-order", "listens", "responds", "nine-in-order", "client-leaves", "half-close")]
    [InlineData("dead-skipped", "listens", "responds", "refused-502", "dead-skipped", "all-down")] // That it needs all backends back hides nothing.
    public async Task Check_ProgramEndsMeanwhile_IsBlamedOnOneCheck(string during, params string[] checks)
    {
        int[] backends = CheckPorts.PickFree(3);
        await using LevelProcess level = await LevelProcess.StartAsync(1, backends.Select(port => $"127.0.0.1:{port}"));
        var timeline = new Timeline();
        var options = new RunOptions(2, CheckedPrograms.Seed) { Only = checks, Interval = TimeSpan.FromSeconds(1) };
        await using var session = new Session(new RunningTarget(new Uri($"http://127.0.0.1:{level.Port}"), backends, processId: null), timeline, options);

        RunReport report = await new CheckRunner(session, new Killer(level.Program, during)).RunAsync(options.Select(), CancellationToken.None);

        CheckOutcome failed = Assert.Single(report.Outcomes, outcome => outcome.Verdict == Verdict.Failed);
        Assert.Equal((during, "the program to go on", $"nobody listens at 127.0.0.1:{level.Port} any more"), (failed.Check.Id, failed.Expected, failed.Came));
        CheckOutcome[] later = [.. report.Outcomes.SkipWhile(outcome => outcome != failed).Skip(1)];
        Assert.NotEmpty(later);
        Assert.All(later, outcome => Assert.Equal($"Nobody listens at 127.0.0.1:{level.Port} any more.", outcome.Reason));
    }

    private static async Task<RunReport> CheckAsync(bool tellProcess, params string[] checks)
    {
        int[] backends = CheckPorts.PickFree(3);
        await using LevelProcess level = await LevelProcess.StartAsync(1, backends.Select(port => $"127.0.0.1:{port}"));
        return await CheckRun.RunAsync(
            (_, _) => new RunningTarget(new Uri($"http://127.0.0.1:{level.Port}"), backends, tellProcess ? level.Program.Id : null),
            new RunOptions(1, CheckedPrograms.Seed) { Only = checks },
            new PlainDisplay(TextWriter.Null),
            CancellationToken.None);
    }

    /// <summary>Ends the program when a check begins.</summary>
    private sealed class Killer(RunningProgram program, string during) : IRunObserver
    {
        public void CheckBegins(Check check)
        {
            if (check.Id == during)
            {
                Task.Run(program.KillAsync).Wait();
            }
        }

        public void StepBegins(Check check, string step)
        {
        }

        public void CheckEnds(CheckOutcome outcome)
        {
        }
    }
}
