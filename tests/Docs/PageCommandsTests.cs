namespace LearnLoadBalancer.Tests.Docs;

/// <summary>What the documentation says is what happens. docs/writing.md explains it to authors.</summary>
[StartsPrograms]
[TakesLong]
public sealed class PageCommandsTests(ChapterRuns runs) : IClassFixture<ChapterRuns>
{
    public static TheoryData<string> Pages => [.. RepositoryFiles.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public Task Commands_Executed_PrintWhatIsShown(string page) => runs.ResultOf(page);
}
