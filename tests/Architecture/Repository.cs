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

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "LearnLoadBalancer.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
