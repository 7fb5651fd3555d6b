using System.Globalization;
using System.Runtime.InteropServices;

namespace LearnLoadBalancer.Lab.Bench.Machine;

/// <summary>On what the figures were measured: without it they say nothing.</summary>
internal sealed record MachineInfo(string Platform, string Processor, int Cores, string Runtime, string Time)
{
    /// <summary>This machine, now.</summary>
    public static MachineInfo Read(TimeProvider time) => new(
        RuntimeInformation.OSDescription,
        ReadProcessor(),
        Environment.ProcessorCount,
        RuntimeInformation.FrameworkDescription,
        time.GetLocalNow().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));

    /// <summary>How many threads ran or wanted to, on average over the last minute; null where nobody counts them.</summary>
    public static double? ReadLoadAverage()
    {
        const string File = "/proc/loadavg";
        return OperatingSystem.IsLinux() && System.IO.File.Exists(File)
            ? double.Parse(System.IO.File.ReadAllText(File).Split(' ')[0], CultureInfo.InvariantCulture)
            : null;
    }

    private static string ReadProcessor()
    {
        const string File = "/proc/cpuinfo";
        string? line = OperatingSystem.IsLinux()
            ? System.IO.File.ReadLines(File).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':') + 1)..].Trim();
    }
}
