using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Recording;

namespace LearnLoadBalancer.Tests.Lab.Checking;

/// <summary>The seed of a failure is printed so that the failure can be had again.</summary>
[StartsPrograms]
public sealed class SeedTests
{
    [Fact]
    public async Task Run_SameSeed_AsksTheSame() => Assert.Equal(await AskAsync(1), await AskAsync(1));

    [Fact]
    public async Task Run_AnotherSeed_AsksOtherwise() => Assert.Empty((await AskAsync(1)).Intersect(await AskAsync(2)));

    /// <summary>What the client asked for, with the random paths and queries.</summary>
    private static async Task<string[]> AskAsync(int seed)
    {
        RunReport report = await CheckedPrograms.RunLevelAsync(1, new RunOptions(1, seed) { Only = ["listens", "responds", "headers-unchanged", "body-empty"] });
        CheckedPrograms.AssertAllPassed(report);

        // Not of the first one: there, twelve clients ask at once.
        string[] asked =
        [
            .. report.Outcomes.Skip(1).SelectMany(outcome => outcome.Timeline)
                .Where(happened => happened.Lane == Lane.Client && happened.Kind == EventKind.Response)
                .Select(happened => happened.Text),
        ];
        Assert.NotEmpty(asked);
        return asked;
    }
}
