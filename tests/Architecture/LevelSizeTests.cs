using DiffPlex;
using DiffPlex.Model;

namespace LearnLoadBalancer.Tests.Architecture;

/// <summary>
/// What happens to a request is to be read top to bottom in one file, and what a level adds is to be read in the
/// difference to the one before it. Neither works when it is long.
/// </summary>
public sealed class LevelSizeTests
{
    private const string FileName = "LoadBalancer.cs";
    private const int MaxLines = 130;
    private const int MaxChangedLines = 80;

    /// <summary>Before it, what is balanced is another thing altogether.</summary>
    private const int FirstHttpLevel = 3;

    /// <summary>After it, the loop over attempts stands in a file of its own.</summary>
    private const int LastComparedLevel = 6;

    public static TheoryData<string> Levels => [.. Repository.Levels.Select(level => level.Folder)];

    /// <summary>The levels from 4 to 6 that exist; each has its neighbour before it.</summary>
    public static TheoryData<int> Successors =>
        [.. Enumerable.Range(FirstHttpLevel + 1, LastComparedLevel - FirstHttpLevel).Where(number => Repository.FindLevel(number) is not null)];

    [Theory]
    [MemberData(nameof(Levels))]
    public void LoadBalancer_OfALevel_FitsOnTwoScreens(string folder)
    {
        int lines = Read(folder).Length;
        Assert.True(lines <= MaxLines, $"{folder}/{FileName} has {lines} lines; at most {MaxLines} are to be.");
    }

    [Theory]
    [MemberData(nameof(Successors))]
    public void LoadBalancer_ComparedWithTheLevelBefore_DiffersInFewLines(int number)
    {
        string before = Repository.FindLevel(number - 1)!.Folder;
        string after = Repository.FindLevel(number)!.Folder;
        DiffResult diff = new Differ().CreateLineDiffs(Text(before), Text(after), ignoreWhitespace: false);
        int changed = diff.DiffBlocks.Sum(block => block.DeleteCountA + block.InsertCountB); // The lines that "diff" marks with < and >.

        Assert.True(changed <= MaxChangedLines,
            $"diff {before}/{FileName} {after}/{FileName} prints {changed} changed lines; at most {MaxChangedLines} are to be.");
    }

    /// <summary>Level 3 is where most of what a request goes through is met for the first time.</summary>
    [Fact]
    public void LoadBalancer_OfLevel3_IsAQuarterComments()
    {
        string[] lines = Read(Repository.FindLevel(FirstHttpLevel)!.Folder);
        int comments = lines.Count(line => line.TrimStart().StartsWith("//", StringComparison.Ordinal));

        Assert.True(comments * 4 >= lines.Length, $"{comments} of {lines.Length} lines are comments; a quarter is to be.");
    }

    private static string[] Read(string folder) => File.ReadAllLines(Path.Combine(Repository.Root, folder, FileName));

    private static string Text(string folder) => string.Join('\n', Read(folder)) + "\n";
}
