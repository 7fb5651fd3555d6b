using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace LearnLoadBalancer.Lab.Bench.Machine;

/// <summary>Reads what a program uses.</summary>
/// <remarks>
/// On Linux with all processes that it has started, since nginx works in a child. Elsewhere .NET
/// tells of the one process only; nothing but nginx has a second one.
/// </remarks>
internal static class UsageReader
{
    /// <summary>The usage of a process and its descendants; nothing when it has ended.</summary>
    public static Usage Read(Process process)
    {
        if (OperatingSystem.IsLinux())
        {
            return ReadTree(process.Id);
        }

        try
        {
            process.Refresh();
            return new Usage(process.UserProcessorTime, process.PrivilegedProcessorTime, process.WorkingSet64, process.PeakWorkingSet64, process.Threads.Count);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception && process.HasExited)
        {
            return default;
        }
    }

    /// <summary>Linux: the usage of a process, its descendants, and its process group, in which orphans of theirs are found.</summary>
    public static Usage ReadTree(int root)
    {
        Dictionary<int, ProcStat> all = ReadAll();
        var usage = default(Usage);
        foreach ((int id, ProcStat stat) in all)
        {
            if (stat.Group == root || Descends(id, root, all))
            {
                ProcStatus memory = ProcStatus.Parse(TryRead(id, "status") ?? "");
                usage += new Usage(stat.User, stat.System, memory.Resident, memory.Peak, memory.Threads);
            }
        }

        return usage;
    }

    private static Dictionary<int, ProcStat> ReadAll()
    {
        var all = new Dictionary<int, ProcStat>();
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
                && TryRead(id, "stat") is { } text
                && ProcStat.TryParse(text, out ProcStat stat))
            {
                all[id] = stat;
            }
        }

        return all;
    }

    private static bool Descends(int id, int root, Dictionary<int, ProcStat> all)
    {
        while (id != root && all.TryGetValue(id, out ProcStat stat))
        {
            id = stat.Parent;
        }

        return id == root;
    }

    private static string? TryRead(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (IOException)
        {
            return null; // It has ended since we saw it.
        }
        catch (UnauthorizedAccessException)
        {
            return null; // Somebody else's, so none of ours.
        }
    }
}
