namespace LearnLoadBalancer.Lab.Processes;

/// <summary>
/// A word in the environment of a child, which all that it starts inherits: so those are found that have left its tree and
/// its group, as a daemon does on purpose.
/// </summary>
/// <remarks>Linux only: there /proc shows the environment of a process as it was at its start.</remarks>
internal static class ProcessMark
{
    /// <summary>The name of the variable.</summary>
    public const string Variable = "LAB_CHILD";

    /// <summary>Programs that .NET's build leaves behind for the next one. They end by themselves, and belong to nobody.</summary>
    private static readonly string[] BuildServers = ["MSBuild.dll", "VBCSCompiler"];

    /// <summary>A new one, for one child.</summary>
    public static string Create() => Guid.NewGuid().ToString("N");

    /// <summary>The processes that have it, with their command lines. None where that can't be found out.</summary>
    public static IReadOnlyList<(int Id, string CommandLine)> Find(string mark)
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        string wanted = $"\0{Variable}={mark}\0";
        return [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => (Folder: folder, Name: Path.GetFileName(folder)))
            .Where(process => char.IsAsciiDigit(process.Name[0]) && $"\0{Read(process.Folder, "environ")}\0".Contains(wanted, StringComparison.Ordinal))
            .Select(process => (int.Parse(process.Name, System.Globalization.CultureInfo.InvariantCulture), Read(process.Folder, "cmdline").Replace('\0', ' ').Trim()))
            .Where(process => !BuildServers.Any(server => process.Item2.Contains(server, StringComparison.Ordinal)))];
    }

    /// <summary>Ends them at once.</summary>
    public static void Kill(string mark)
    {
        foreach ((int id, _) in Find(mark))
        {
            ProcessTree.Kill(id);
        }
    }

    private static string Read(string folder, string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // It has just ended, or is another user's.
        }
    }
}
