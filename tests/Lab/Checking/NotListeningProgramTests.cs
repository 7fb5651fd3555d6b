using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Lab.Checking;

/// <summary>A program that runs, and ends before anything of it can be judged.</summary>
[StartsPrograms]
public sealed class NotListeningProgramTests
{
    private static readonly RunOptions Options = new(1, CheckedPrograms.Seed) { StartLimit = TimeSpan.FromSeconds(60) };

    [Fact]
    public async Task Check_ProgramThatEnds_CouldNotTellAndShowsWhatItPrinted()
    {
        RunReport report = await CheckedPrograms.RunCommandAsync($"\"{LabExecutable.Dotnet}\" --no-such-option {{port}} {{backends}}", Options);

        Assert.Equal(ExitCodes.CouldNotTell, report.ExitCode);
        Assert.Equal(0, report.Failed);
        Assert.Equal(report.Outcomes.Count, report.CouldNotTell);
        Assert.Contains("before it listened", report.Outcomes[0].Reason, StringComparison.Ordinal);
        Assert.NotEmpty(report.Outcomes[0].ProgramOutput);
    }

    /// <summary>A server of old: what was started ends at once, and another process goes on.</summary>
    [LinuxFact]
    public async Task Check_ProgramThatGoesIntoTheBackground_IsToldToStay()
    {
        RunReport report = await CheckedPrograms.RunCommandAsync("sh -c 'setsid sleep 600 >/dev/null 2>&1 & exit 0' {port} {backends}", Options);

        Assert.Equal(ExitCodes.CouldNotTell, report.ExitCode);
        Assert.Contains("ended with exit code 0 before it listened", report.Outcomes[0].Reason, StringComparison.Ordinal);
        Assert.Contains("it went into the background. A program must stay in the foreground", report.Outcomes[0].Reason, StringComparison.Ordinal);
    }
}
