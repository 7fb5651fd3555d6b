using System.Diagnostics;
using System.Globalization;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Checking.Targets;

/// <summary>The memory of a process and of all that it started: what of it is in RAM (resident set size).</summary>
/// <remarks>
/// The whole tree, because the program is often the child of the command that was typed:
/// <c>go run</c>, <c>dotnet run</c> and <c>npm start</c> all start another process.
/// </remarks>
internal static class ProcessMemory
{
    /// <summary>Bytes, or null where it can't be measured: on Windows, or when the process is gone.</summary>
    public static long? OfTree(int root)
    {
        if (OperatingSystem.IsWindows())
        {
            return null; // Who started whom is not easily had there, and half of the truth would be none.
        }

        List<ProcessLine> all = OperatingSystem.IsLinux() ? ReadProc() : ReadPs();
        var members = new HashSet<int> { root };
        int before;
        do
        {
            before = members.Count;
            members.UnionWith(all.Where(one => members.Contains(one.Parent) || one.Group == root).Select(one => one.Id));
        }
        while (members.Count > before);

        long bytes = all.Where(one => members.Contains(one.Id)).Sum(one => one.Bytes);
        return bytes > 0 ? bytes : null;
    }

    /// <summary>Linux: <c>/proc/ID/stat</c> is "id (name) state parent group …"; the 24th field counts pages in RAM.</summary>
    private static List<ProcessLine> ReadProc()
    {
        var lines = new List<ProcessLine>();
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id))
            {
                continue;
            }

            try
            {
                // The name may hold anything, blanks and brackets too: the fields begin after the last bracket.
                string stat = File.ReadAllText(Path.Combine(folder, "stat"));
                string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                lines.Add(new ProcessLine(id, Number(fields[1]), Number(fields[2]), (long)Number(fields[21]) * Environment.SystemPageSize));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It ended while we looked.
            }
        }

        return lines;
    }

    private static List<ProcessLine> ReadPs()
    {
        using Process ps = ProcessStarter.Start(new ProcessStartInfo("ps", ["-axo", "pid=,ppid=,pgid=,rss="]) { RedirectStandardOutput = true });
        string[] lines = ps.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        ps.WaitForExit();
        return [.. lines
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(fields => new ProcessLine(Number(fields[0]), Number(fields[1]), Number(fields[2]), Number(fields[3]) * 1024L))];
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private readonly record struct ProcessLine(int Id, int Parent, int Group, long Bytes);
}
