using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Docs;

/// <summary>Where the repository is, and which of its files are documentation.</summary>
internal static class RepositoryFiles
{
    /// <summary>What a failing snapshot test writes beside its source, at any moment. Git ignores it as well.</summary>
    private const string Received = ".received.";

    /// <summary>Folders that hold what is built, fetched or generated, and not what somebody wrote.</summary>
    private static readonly HashSet<string> Skipped = [".git", "bin", "obj", "node_modules", "out", "TestResults"];

    /// <summary>The folder of the solution file.</summary>
    public static string Root => Repository.Root;

    /// <summary>
    /// Every Markdown file, as a path from the root with forward slashes, in a stable order. Found, not
    /// listed, so that a new chapter is covered as soon as it is there.
    /// </summary>
    public static IReadOnlyList<string> Pages { get; } =
        [.. Enumerate(Root).Where(path => path.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>All written files below a folder, as paths from it.</summary>
    public static IEnumerable<string> Enumerate(string folder) =>
        Walk(new DirectoryInfo(folder)).Select(file => Path.GetRelativePath(folder, file.FullName).Replace('\\', '/'));

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) =>
        folder.EnumerateFiles().Where(file => !file.Name.Contains(Received, StringComparison.Ordinal)).Concat(
            folder.EnumerateDirectories().Where(child => !Skipped.Contains(child.Name) && child.LinkTarget is null).SelectMany(Walk));
}
