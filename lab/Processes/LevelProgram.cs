using System.Globalization;

namespace LearnLoadBalancer.Lab.Processes;

/// <summary>A level of the course as a program that can be started.</summary>
/// <param name="Number">1, 2, …</param>
/// <param name="Folder">Its folder in the repository, such as <c>level2-health</c>.</param>
internal sealed record LevelProgram(int Number, string Folder)
{
    /// <summary>All levels that there are, in order. A new folder is a new level: nothing to register. (A learner's own folder is none.)</summary>
    public static IReadOnlyList<LevelProgram> All { get; } =
        [.. Directory.EnumerateDirectories(Repository.Root, "level*-*")
            .Select(path => Path.GetFileName(path))
            .Select(folder => new LevelProgram(NumberOf(folder), folder))
            .Where(level => level.Number > 0 && File.Exists(Path.Combine(Repository.Root, level.Folder, $"LearnLoadBalancer.Level{level.Number}.csproj")))
            .OrderBy(level => level.Number)];

    /// <summary>What users call it: <c>level2</c>.</summary>
    public string Name => $"level{Number}";

    /// <summary>The chapter that builds it, in the repository: <c>docs/02-level2-health.md</c>.</summary>
    public string Chapter => $"docs/{Number:00}-{Folder}.md";

    /// <summary>The built program.</summary>
    public string AssemblyPath => Path.Combine(
        Repository.Root, Folder, "bin", Repository.Configuration, "net10.0", $"LearnLoadBalancer.Level{Number}.dll");

    /// <summary>Finds a level by what a user may call it: <c>level2</c>, <c>2</c>, <c>level2-health</c>.</summary>
    /// <returns>The level, or null when there is none.</returns>
    public static LevelProgram? Find(string name) => All.FirstOrDefault(level =>
        name == level.Name || name == level.Folder || name == level.Number.ToString(CultureInfo.InvariantCulture));

    /// <summary>How to start it.</summary>
    /// <param name="arguments">Its arguments, such as <c>--listen :8091</c>.</param>
    /// <exception cref="StartupException">It has not been built.</exception>
    public ChildProgram WithArguments(params IReadOnlyList<string> arguments) =>
        File.Exists(AssemblyPath)
            ? new ChildProgram(LabExecutable.Dotnet, ["exec", AssemblyPath, .. arguments])
            : throw new StartupException($"{Name} has not been built. Build it with: dotnet build -c {Repository.Configuration} {Folder}");

    public override string ToString() => Name;

    private static int NumberOf(string folder) =>
        int.TryParse(folder.AsSpan("level".Length, folder.IndexOf('-') - "level".Length), CultureInfo.InvariantCulture, out int number)
            ? number
            : 0;
}
