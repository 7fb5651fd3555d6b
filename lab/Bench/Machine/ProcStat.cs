using System.Globalization;

namespace LearnLoadBalancer.Lab.Bench.Machine;

/// <summary>What Linux tells of a process in <c>/proc/PID/stat</c> (see <c>man 5 proc</c>).</summary>
/// <param name="Parent">The process that started it.</param>
/// <param name="Group">Its process group: a program that the lab starts leads one, and what it starts is in it.</param>
/// <param name="User">Processor time in its own code.</param>
/// <param name="System">Processor time of the kernel on its behalf.</param>
internal readonly record struct ProcStat(int Parent, int Group, TimeSpan User, TimeSpan System)
{
    // Linux counts in hundredths of a second here, on every architecture, whatever the kernel's own tick.
    private const long TicksPerSecond = 100;

    // Positions after the closing bracket of the name; "man" counts from 1 and includes PID and name.
    private const int ParentField = 4 - 3;
    private const int GroupField = 5 - 3;
    private const int UserField = 14 - 3;
    private const int SystemField = 15 - 3;

    /// <summary>Reads the one line of the file.</summary>
    public static bool TryParse(string text, out ProcStat stat)
    {
        stat = default;

        // The name stands in brackets and may itself hold spaces and brackets: the last one ends it.
        string[] fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length <= SystemField
            || !int.TryParse(fields[ParentField], NumberStyles.None, CultureInfo.InvariantCulture, out int parent)
            || !int.TryParse(fields[GroupField], NumberStyles.None, CultureInfo.InvariantCulture, out int group)
            || !TryParseTime(fields[UserField], out TimeSpan user)
            || !TryParseTime(fields[SystemField], out TimeSpan system))
        {
            return false;
        }

        stat = new ProcStat(parent, group, user, system);
        return true;
    }

    private static bool TryParseTime(string field, out TimeSpan time)
    {
        bool parsed = long.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out long ticks);
        time = TimeSpan.FromTicks(ticks * (TimeSpan.TicksPerSecond / TicksPerSecond));
        return parsed;
    }
}
