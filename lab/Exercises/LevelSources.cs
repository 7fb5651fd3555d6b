using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Exercises;

/// <summary>The sources of a level, and of what it needs of <c>shared</c>, as they stand in the repository.</summary>
internal static class LevelSources
{
    /// <summary>Reads them.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="level">Which level.</param>
    /// <returns>
    /// The level's files at the top, those of <c>shared</c> in a folder of that name. Of the markers
    /// only those of this level's exercises are left.
    /// </returns>
    public static IReadOnlyList<SourceFile> Read(string root, LevelProgram level)
    {
        string folder = Path.Combine(root, level.Folder);
        IReadOnlyList<SourceFile> own = ReadFolder(folder, folder);
        IReadOnlyList<SourceFile> shared = ReadFolder(Path.Combine(root, "shared"), root);
        return
        [
            .. own.Concat(SourceClosure.Of(own, shared)).Select(file => file with
            {
                Text = MarkedSource.Parse(file.Text).WithoutMarkers(id => Exercise.LevelOf(id) != level.Number),
            }),
        ];
    }

    /// <summary>All C# files below a folder, but for what a build has made.</summary>
    /// <param name="folder">Where to look.</param>
    /// <param name="relativeTo">What their paths are told from.</param>
    public static IReadOnlyList<SourceFile> ReadFolder(string folder, string relativeTo) =>
        [.. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Full: path, Relative: Path.GetRelativePath(relativeTo, path).Replace('\\', '/')))
            .Where(file => !IsBuilt(file.Relative))
            .OrderBy(file => file.Relative, StringComparer.Ordinal)
            .Select(file => new SourceFile(file.Relative, File.ReadAllText(file.Full)))];

    /// <summary>True for what lies in a folder that a build or a tool writes into.</summary>
    public static bool IsBuilt(string path) =>
        path.Split('/', '\\').Any(part => part is "bin" or "obj" or "node_modules" or "__pycache__" || part.StartsWith('.'));
}
