using System.Globalization;

namespace LearnLoadBalancer.Lab.Bench.Machine;

/// <summary>The memory and threads of a process, from the lines of <c>/proc/PID/status</c>.</summary>
/// <param name="Resident">Bytes in memory now (<c>VmRSS</c>).</param>
/// <param name="Peak">The most it ever was (<c>VmHWM</c>, "high water mark").</param>
/// <param name="Threads">Threads now (<c>Threads</c>).</param>
internal readonly record struct ProcStatus(long Resident, long Peak, int Threads)
{
    /// <summary>Reads the file's text. A process that is ending has no memory lines: zero.</summary>
    public static ProcStatus Parse(string text) => new(
        Read(text, "VmRSS:", "kB") * 1024, Read(text, "VmHWM:", "kB") * 1024, (int)Read(text, "Threads:", ""));

    private static long Read(string text, string name, string unit)
    {
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(name) && line.EndsWith(unit))
            {
                return long.Parse(line[name.Length..^unit.Length].Trim(), NumberStyles.None, CultureInfo.InvariantCulture);
            }
        }

        return 0;
    }
}
