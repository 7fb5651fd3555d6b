using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Lab.Checking;

/// <summary>Programs of which nothing can be judged.</summary>
public sealed class NotListeningTests
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

    [Fact]
    public async Task Check_ProgramThatIsNotThere_CouldNotTell()
    {
        RunReport report = await CheckedPrograms.RunCommandAsync("no-such-program-at-all {port} {backends}", Options);

        Assert.Equal(ExitCodes.CouldNotTell, report.ExitCode);
        Assert.Contains("no-such-program-at-all", report.Outcomes[0].Reason, StringComparison.Ordinal);
    }
}
