using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Processes;

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
}
