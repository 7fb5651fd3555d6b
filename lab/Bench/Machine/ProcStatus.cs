using System.Globalization;

namespace LearnLoadBalancer.Lab.Bench.Machine;

/// <summary>The memory of a process, from the lines of <c>/proc/PID/status</c>.</summary>
/// <param name="Resident">Bytes in memory now (<c>VmRSS</c>).</param>
/// <param name="Peak">The most it ever was (<c>VmHWM</c>, "high water mark").</param>
internal readonly record struct ProcStatus(long Resident, long Peak)
{
    /// <summary>Reads the file's text. A process that is ending has no memory lines: zero.</summary>
    public static ProcStatus Parse(string text) => new(Read(text, "VmRSS:"), Read(text, "VmHWM:"));

    private static long Read(string text, string name)
    {
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(name) && line.EndsWith("kB"))
            {
                return long.Parse(line[name.Length..^2].Trim(), NumberStyles.None, CultureInfo.InvariantCulture) * 1024;
            }
        }

        return 0;
    }
}
