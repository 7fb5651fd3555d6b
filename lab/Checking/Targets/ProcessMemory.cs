using System.Globalization;
using LearnLoadBalancer.Lab.Bench.Machine;
using LearnLoadBalancer.Lab.Ports;

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

        if (OperatingSystem.IsLinux())
        {
            return UsageReader.ReadTree(root).Resident is > 0 and var resident ? resident : null;
        }

        List<ProcessLine> all = ReadPs();
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

    private static List<ProcessLine> ReadPs()
    {
        string[] lines = ToolOutput.OfAsync("ps", "-axo", "pid=,ppid=,pgid=,rss=").GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(fields => new ProcessLine(Number(fields[0]), Number(fields[1]), Number(fields[2]), Number(fields[3]) * 1024L))];
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private readonly record struct ProcessLine(int Id, int Parent, int Group, long Bytes);
}
