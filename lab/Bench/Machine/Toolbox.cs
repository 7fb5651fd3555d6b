using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Bench.Machine;

/// <summary>Finds programs that are installed.</summary>
internal static class Toolbox
{
    /// <summary>Folders where servers are installed and which are not on every user's PATH.</summary>
    private static readonly string[] ServerFolders = ["/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin"];

    /// <summary>The full path of a program, or null when it is not there.</summary>
    public static string? Find(string tool) =>
        Executables.Find(tool)
        ?? ServerFolders.Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);

    /// <summary>The tools that are missing, with the way to get them.</summary>
    public static IReadOnlyList<InstallHint> Missing() => [.. InstallHint.All.Where(hint => Find(hint.Tool.Command) is null)];
}
