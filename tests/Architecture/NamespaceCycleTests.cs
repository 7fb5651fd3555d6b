namespace LearnLoadBalancer.Tests.Architecture;

/// <summary>
/// The folders of <c>shared</c> build on one another in one direction. So each can be read without those that use it,
/// and there is an order in which to read them all.
/// </summary>
public sealed class NamespaceCycleTests
{
    private const string Root = "LearnLoadBalancer";

    private static readonly (string Path, string Text)[] Sources = [.. Repository.SourcesOf(Repository.Shared)];

    [Fact]
    public void SharedFolders_Always_HaveNoCycle()
    {
        var graph = new FolderGraph(Root, Sources);

        Assert.Contains("Net", graph.Uses["Connections"]); // Else there might be no cycle because nothing was found.
        Assert.Empty(graph.FindCycles());
    }

    /// <summary>Or the folders would say nothing about the namespaces.</summary>
    [Fact]
    public void SharedFile_Always_IsInTheNamespaceOfItsFolder() =>
        Assert.Empty(Sources.Where(source =>
            !source.Text.Contains($"namespace {Root}.{Path.GetDirectoryName(source.Path)!.Replace('\\', '/').Replace('/', '.')};", StringComparison.Ordinal))
            .Select(source => source.Path));
}
