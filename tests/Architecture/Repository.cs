using System.Runtime.CompilerServices;

namespace LearnLoadBalancer.Tests.Architecture;

/// <summary>The sources that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Find(Path.GetDirectoryName(ThisFile())!);

    /// <summary>The projects of the solution: their folder's name, and their file.</summary>
    public static IReadOnlyList<ProjectFile> Projects { get; } =
    [
        .. Directory.GetDirectories(Root)
            .SelectMany(folder => Directory.GetFiles(folder, "*.csproj"))
            .Order(StringComparer.Ordinal)
            .Select(path => new ProjectFile(path)),
    ];

    /// <summary>The levels, also those that are added later.</summary>
    public static IReadOnlyList<ProjectFile> Levels { get; } =
        [.. Projects.Where(project => project.Folder.StartsWith("level", StringComparison.Ordinal))];

    /// <summary>The one project that all levels share.</summary>
    public static ProjectFile Shared { get; } = Projects.Single(project => project.Folder == "shared");

    /// <summary>A level by its number; null where there is none.</summary>
    public static ProjectFile? FindLevel(int number) =>
        Levels.SingleOrDefault(level => level.Folder.StartsWith($"level{number}-", StringComparison.Ordinal));

    /// <summary>The sources of a project: paths from its folder, with forward slashes, and what stands there.</summary>
    public static IEnumerable<(string Path, string Text)> SourcesOf(ProjectFile project)
    {
        string folder = Path.Combine(Root, project.Folder);
        return Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(folder, file).Replace('\\', '/'), Text: File.ReadAllText(file)))
            .Where(source => !source.Path.StartsWith("obj/", StringComparison.Ordinal) && !source.Path.StartsWith("bin/", StringComparison.Ordinal));
    }

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "LearnLoadBalancer.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
