using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Reporting;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Tests.Processes;

namespace LearnLoadBalancer.Tests.Lab.Checking.Targets;

/// <summary>A program that ran before the checker did, as with <c>--url</c>.</summary>
public sealed class RunningTargetTests
{
    [Fact]
    public async Task Check_ProcessIsTold_ItsMemoryIsMeasured()
    {
        RunReport report = await CheckAsync(tellProcess: true, "listens", "answers", "upload-256mb");

        CheckedPrograms.AssertAllPassed(report);
        Assert.Contains("memory +", report.Outcomes[^1].Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ProcessIsNotTold_SaysHowToTellIt()
    {
        RunReport report = await CheckAsync(tellProcess: false, "listens", "answers", "upload-256mb");

        Assert.Equal([Verdict.Passed, Verdict.Passed, Verdict.CouldNotTell], report.Outcomes.Select(outcome => outcome.Verdict));
        Assert.Contains("--pid", report.Outcomes[^1].Reason, StringComparison.Ordinal);
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
}
