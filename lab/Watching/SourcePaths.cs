using LearnLoadBalancer.Lab.Exercises;

namespace LearnLoadBalancer.Lab.Watching;

/// <summary>Which files of a folder a person writes, as far as their names tell.</summary>
internal static class SourcePaths
{
    /// <summary>Folders that compilers and package managers of the usual languages write into.</summary>
    private static readonly HashSet<string> Built = ["target", "dist", "build", "out", "venv", "CMakeFiles"];

    /// <summary>What compilers, programs at work and editors write.</summary>
    private static readonly HashSet<string> Written = new(StringComparer.OrdinalIgnoreCase)
    {
        ".log", ".pid", ".lock", ".tmp", ".swp", ".swx", ".bak", ".db", ".sqlite", ".sqlite3", ".db-journal", ".db-wal", ".db-shm",
        ".o", ".a", ".so", ".dylib", ".dll", ".exe", ".pdb", ".obj", ".lib", ".class", ".jar", ".pyc", ".pyo", ".rlib", ".test", ".prof", ".out",
    };

    /// <summary>False for what nobody types: what a build, a program at work or an editor for itself has written.</summary>
    /// <param name="path">As it is told from the folder.</param>
    public static bool MayBeSource(string path) =>
        !LevelSources.IsBuilt(path)
        && !path.Split('/', '\\').SkipLast(1).Any(Built.Contains)
        && !Written.Contains(Path.GetExtension(path))
        && !path.EndsWith('~');
}
