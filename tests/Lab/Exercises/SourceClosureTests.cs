using LearnLoadBalancer.Lab.Exercises;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Lab.Exercises;

public sealed class SourceClosureTests
{
    private static readonly SourceFile[] Library =
    [
        new("shared/Engine.cs", "using Fuel;\nusing Club;\nnamespace Car;\n/// <see cref=\"Member\"/>\nclass Engine { Piston p; Tank t; }"),
        new("shared/Piston.cs", "namespace Car;\nclass Piston;"),
        new("shared/Tank.cs", "namespace Fuel;\nclass Tank;"),
        new("shared/Member.cs", "namespace Club;\nclass Member;"),
        new("shared/Aborting.cs", "namespace Car;\nstatic class Aborting { public static void Abort(this Socket socket) { } }"),
        new("shared/Radio.cs", "namespace Car;\nclass Radio { Engine e; }"),
    ];

    [Fact]
    public void Of_TypeThatNeedsOthers_TakesThemAll() =>
        Assert.Equal(["shared/Engine.cs", "shared/Piston.cs", "shared/Tank.cs"], Paths("using Car;\nvar engine = new Engine();"));

    [Fact]
    public void Of_ExtensionMethod_TakesItsClass() => Assert.Equal(["shared/Aborting.cs"], Paths("using Car;\nclient.Abort();"));

    [Theory]
    [InlineData("using Car;\nvar pistons = new Engines();")]
    [InlineData("using Car;\n// An Engine is not needed.")]
    [InlineData("using Car;\nInterlocked.Radio(1);")]
    [InlineData("var radio = new Radio();")]
    public void Of_PartOfAWordOrACommentOrAMemberOrOutOfSight_IsNotEnough(string text) => Assert.Empty(Paths(text));

    [Fact]
    public void Of_UsingForAComment_IsLeftOut()
    {
        SourceFile engine = Needed("using Car;\nnew Engine();").First(file => file.Name == "Engine.cs");

        Assert.StartsWith("using Fuel;\nnamespace Car;", engine.Text, StringComparison.Ordinal);
    }

    /// <summary>Nobody copies half a repository to fill in four bodies. That the rest is enough, the starters' builds show.</summary>
    [Theory]
    [InlineData("level1", 50, 3_000)]
    [InlineData("level2", 55, 3_500)]
    public void Read_LevelThatReadsNoHttp_LeavesTheRequestPathOut(string level, int mostFiles, int mostLines)
    {
        IReadOnlyList<SourceFile> files = LevelSources.Read(Repository.Root, LevelProgram.Find(level)!);

        Assert.InRange(files.Count, 10, mostFiles);
        Assert.InRange(files.Sum(file => file.Text.Count(c => c == '\n')), 1_000, mostLines);
        Assert.DoesNotContain(files, file => file.Path.StartsWith("shared/Forwarding/", StringComparison.Ordinal) || file.Path.StartsWith("shared/Upstream/", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Paths(string text) => Needed(text).Select(file => file.Path);

    private static IReadOnlyList<SourceFile> Needed(string text) => SourceClosure.Of([new SourceFile("Program.cs", text)], Library);
}
