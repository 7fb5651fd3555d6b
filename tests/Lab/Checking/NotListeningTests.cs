using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Tests.Lab.Checking;

/// <summary>Programs of which nothing can be judged.</summary>
public sealed class NotListeningTests
{
    public static TheoryData<string> Ids => [.. CheckCatalog.All.Select(check => check.Id)];

    private static readonly RunOptions Options = new(1, CheckedPrograms.Seed) { StartLimit = TimeSpan.FromSeconds(60) };

    [Fact]
    public async Task Check_ProgramThatIsNotThere_CouldNotTell()
    {
        RunReport report = await CheckedPrograms.RunCommandAsync("no-such-program-at-all {port} {backends}", Options);

        Assert.Equal(ExitCodes.CouldNotTell, report.ExitCode);
        Assert.Contains("no-such-program-at-all", report.Outcomes[0].Reason, StringComparison.Ordinal);
    }

    /// <summary>Without the checks that it needs, which would else have said so before it.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Check_OneAloneAndNobodyListens_CouldNotTell(string id)
    {
        RunReport report = await CheckedPrograms.RunCommandAsync("no-such-program-at-all {port} {backends}", Options with { Only = [id] });

        Assert.Equal(ExitCodes.CouldNotTell, report.ExitCode);
        Assert.All(report.Outcomes, outcome => Assert.Equal(Verdict.CouldNotTell, outcome.Verdict));
    }
}
