namespace LearnLoadBalancer.Tests.Architecture;

public sealed class FolderGraphTests
{
    [Theory]
    [InlineData("using Root.Http;", true)]
    [InlineData("using static Root.Http.Limits;", true)]
    [InlineData("using L = Root.Http.Limits;", true)]
    [InlineData("int x = Root.Http.Limits.Clients;", true)]
    [InlineData("int x = Http.Limits.Clients;", true)] // The parent of both folders is in scope.
    [InlineData("int x = Http.Count;", false)] // A property that has a folder's name.
    [InlineData("int x = System.Http.Limits.Clients;", false)]
    [InlineData("/// <see cref=\"Http.Limits\"/>", false)]
    [InlineData("int x = 1; // See Root.Http.Limits.", false)]
    [InlineData("Call(\"http://a\", Root.Http.Limits.Clients);", true)]
    public void Uses_SourceThatNamesAnotherFolder_IsAnEdge(string code, bool used)
    {
        var graph = new FolderGraph("Root", [("Net/Pump.cs", $"namespace Root.Net;\n{code}\n"), ("Http/Limits.cs", "namespace Root.Http;")]);

        Assert.Equal(used ? ["Http"] : [], graph.Uses["Net"]);
        Assert.Empty(graph.Uses["Http"]);
    }

    [Fact]
    public void FindCycles_TwoThatShareAFolder_NamesEachOnce()
    {
        var graph = new FolderGraph("Root",
        [
            ("A/One.cs", "using Root.B;"),
            ("B/Two.cs", "using Root.A; using Root.C;"),
            ("C/Below/Three.cs", "using Root.D;"),
            ("D/Four.cs", "using Root.B; using Root.E;"),
            ("E/Five.cs", ""),
        ]);

        Assert.Equal(["A -> B -> A", "B -> C -> D -> B"], graph.FindCycles());
    }
}
