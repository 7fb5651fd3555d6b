using LearnLoadBalancer.Lab.Exercises;

namespace LearnLoadBalancer.Tests.Lab.Exercises;

public sealed class SolutionTests : IDisposable
{
    private const string Ours =
        "// exercise 1.1: begin\none\n// exercise 1.1: end\nbetween\n// exercise 1.2: begin\ntwo\n// exercise 1.2: end\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Compare_OneExercise_KeepsTheResponseOfTheOtherToItself()
    {
        IReadOnlyList<string> lines = Compare("Pump.cs", Ours.Replace("one", "throw", StringComparison.Ordinal).Replace("two", "throw", StringComparison.Ordinal), "1.1");

        Assert.Contains("+ one", lines);
        Assert.DoesNotContain(lines, line => line.Contains("two", StringComparison.Ordinal));
    }

    [Fact]
    public void Compare_Solved_ShowsNothing() => Assert.Empty(Compare("Pump.cs", Ours, "1.1", "1.2"));

    [Fact]
    public void Compare_FileHasMoved_FindsItByName() =>
        Assert.Contains("- mine", Compare("elsewhere/Pump.cs", Ours.Replace("one", "mine", StringComparison.Ordinal), "1.1"));

    [Fact]
    public void Compare_MarkersRemoved_ShowsTheWholeFile()
    {
        IReadOnlyList<string> lines = Compare("Pump.cs", "mine\nbetween\nmine too\n", "1.1");

        Assert.Contains("+ one", lines);
        Assert.Contains("+ two", lines);
    }

    [Fact]
    public void Compare_FileMissing_SaysSo() =>
        Assert.Contains("There is no Pump.cs", Assert.Single(Compare("Other.cs", "", "1.1")), StringComparison.Ordinal);

    private IReadOnlyList<string> Compare(string path, string theirs, params string[] ids)
    {
        Starter.Write([new SourceFile(path, theirs)], _folder.Path);
        var solution = new Solution([new SourceFile("Pump.cs", Ours)], _folder.Path);
        Exercise[] exercises = [.. ids.Select(id => ExerciseCatalog.Find(id)!)];
        return Assert.Single(solution.Compare(exercises)).Lines;
    }
}
