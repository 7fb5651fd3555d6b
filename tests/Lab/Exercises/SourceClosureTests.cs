using LearnLoadBalancer.Lab.Exercises;

namespace LearnLoadBalancer.Tests.Lab.Exercises;

public sealed class SourceClosureTests
{
    private static readonly SourceFile[] Library =
    [
        new("shared/Engine.cs", "class Engine { Piston p; }"),
        new("shared/Piston.cs", "class Piston;"),
        new("shared/Aborting.cs", "static class Aborting { public static void Abort(this Socket socket) { } }"),
        new("shared/Radio.cs", "class Radio { Engine e; }"),
    ];

    [Fact]
    public void Of_TypeThatNeedsAnother_TakesBoth() =>
        Assert.Equal(["shared/Engine.cs", "shared/Piston.cs"], Needed("var engine = new Engine();"));

    [Fact]
    public void Of_ExtensionMethod_TakesItsClass() => Assert.Equal(["shared/Aborting.cs"], Needed("client.Abort();"));

    [Fact]
    public void Of_PartOfAWord_IsNotEnough() => Assert.Empty(Needed("var pistons = new Engines();"));

    private static IEnumerable<string> Needed(string text) =>
        SourceClosure.Of([new SourceFile("Program.cs", text)], Library).Select(file => file.Path);
}
