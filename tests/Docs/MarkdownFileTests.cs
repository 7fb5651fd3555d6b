using LearnLoadBalancer.Tests.Docs.Markdown;

namespace LearnLoadBalancer.Tests.Docs;

public sealed class MarkdownFileTests
{
    [Fact]
    public void Parse_ConsoleBlock_KnowsItsLineAndAttributes()
    {
        Fence fence = Assert.Single(Parse("Text.\n\n```console terminal=balancer needs=\"pgrep strace\"\n$ run\nout\n```\n").Fences);

        Assert.Equal("page.md:3", fence.Place);
        Assert.Equal("console", fence.Language);
        Assert.Equal("balancer", fence.Attributes["terminal"]);
        Assert.Equal("pgrep strace", fence.Attributes["needs"]);
        Assert.Equal(["$ run", "out"], fence.Lines);
        Assert.True(fence.IsExecuted);
    }

    [Theory]
    [InlineData("console terminl=balancer", "page.md:1: There is no attribute 'terminl'. There are: exit, needs, skip, terminal.")]
    [InlineData("console skip=not now", "page.md:1: 'now' is not of the form name=value or name=\"some words\".")]
    public void Parse_MisprintInAttributes_SaysWhere(string info, string complaint)
    {
        FormatException e = Assert.Throws<FormatException>(() => Parse($"```{info}\n$ run\n```\n"));

        Assert.Equal(complaint, e.Message);
    }

    [Theory]
    [InlineData("console", true, false, true)]
    [InlineData("console skip=\"Windows\"", true, false, false)]
    [InlineData("powershell skip=\"Windows\"", true, false, false)]
    [InlineData("bash", true, false, false)]
    [InlineData("csharp", false, true, false)]
    [InlineData("js", false, true, false)]
    [InlineData("", false, true, false)]
    [InlineData("text", false, false, false)]
    [InlineData("mermaid", false, false, false)]
    public void Parse_AnyLanguage_IsCommandsOrCodeOrProse(string info, bool commands, bool code, bool executed)
    {
        Fence fence = Assert.Single(Parse($"```{info}\nx\n```\n").Fences);

        Assert.Equal((commands, code, executed), (fence.IsCommands, fence.IsCode, fence.IsExecuted));
    }

    [Fact]
    public void Parse_CodeWithAComment_KnowsItsSource()
    {
        IReadOnlyList<Fence> fences = Parse("<!-- from a/B.cs -->\n```csharp\nx\n```\n\n```csharp\ny\n```\n").Fences;

        Assert.Equal(["a/B.cs", null], fences.Select(fence => fence.CutFrom));
    }

    [Fact]
    public void Parse_BlockWithinDetails_IsFound()
    {
        MarkdownFile page = Parse("<details>\n<summary>Answer</summary>\n\n```console\n$ run\n```\n\n</details>\n");

        Assert.Single(page.Fences);
    }

    [Fact]
    public void Parse_LinksAndHeadings_AreThoseOfGitHub()
    {
        MarkdownFile page = Parse("# What's `Pick`, then?\n\n## Try it\n\n## Try it\n\n[a](b.md#try-it) [c](https://example.org) [d](#x)\n");

        Assert.Equal(["try-it", "try-it-1", "whats-pick-then"], page.Anchors.Order());
        Assert.Equal([(7, "b.md#try-it"), (7, "#x")], page.Links.Select(link => (link.Line, link.Target)));
    }

    [Fact]
    public void ParseSteps_CommandsOutputAndInterrupt_AreTakenApart()
    {
        Fence fence = Assert.Single(Parse("```console terminal=t\nmore\n$ for i in 1 2; do\n>   echo $i\n> done\n1\n2\n^C\nbye\n```\n").Fences);

        Assert.Equal(
            [
                "2 Watch '' -> more",
                "3 Command 'for i in 1 2; do/  echo $i/done' -> 1,2",
                "8 Interrupt '' -> bye",
            ],
            ConsoleStep.Parse(fence).Select(step =>
                $"{step.Line} {step.Kind} '{step.Command.Replace('\n', '/')}' -> {string.Join(',', step.Output)}"));
    }

    private static MarkdownFile Parse(string text) => MarkdownFile.Parse("page.md", text);
}
