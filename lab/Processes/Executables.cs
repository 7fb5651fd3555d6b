namespace LearnLoadBalancer.Lab.Processes;

/// <summary>Finds programs as the shell does.</summary>
internal static class Executables
{
    /// <summary>The Node.js program.</summary>
    public const string Node = "node";

    /// <summary>Where programs are that a user's PATH may not lead to: Debian keeps servers in sbin, Go has a folder of its own.</summary>
    private static readonly string[] OtherFolders =
        ["/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin", "/usr/local/go/bin"];

    /// <summary>The full path of a program that is installed, on the PATH or where the PATH should lead; null when there is none.</summary>
    /// <param name="name">Its name.</param>
    public static string? FindInstalled(string name) =>
        Find(name) ?? OtherFolders.Select(folder => FindIn(folder, name)).FirstOrDefault(found => found is not null);

    /// <summary>The full path of a program, or null when there is none.</summary>
    /// <param name="name">A name, looked for on the PATH, or a path, taken as it is.</param>
    /// <param name="directory">What a relative path is relative to. Null: the current directory.</param>
    public static string? Find(string name, string? directory = null)
    {
        if (name.Contains('/') || (OperatingSystem.IsWindows() && name.Contains('\\')))
        {
            return FindIn(Path.GetFullPath(directory ?? "."), name);
        }

        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => FindIn(folder, name))
            .FirstOrDefault(found => found is not null);
    }

    private static string? FindIn(string folder, string name)
    {
        foreach (string ending in Endings(name))
        {
            string path = Path.GetFullPath(Path.Combine(folder, name + ending));
            if (File.Exists(path) && IsExecutable(path))
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>Windows tells programs by their ending, and lets one leave it out.</summary>
    private static string[] Endings(string name) =>
        OperatingSystem.IsWindows() && !Path.HasExtension(name) ? [".exe", ".cmd", ".bat"] : [""];

    private static bool IsExecutable(string path) =>
        OperatingSystem.IsWindows()
        || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}
