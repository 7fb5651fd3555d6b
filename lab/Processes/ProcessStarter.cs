using System.Diagnostics;

namespace LearnLoadBalancer.Lab.Processes;

/// <summary>The one place in which the lab and its tests start a process.</summary>
internal static class ProcessStarter
{
    /// <summary>Is told which program is about to be started, and may throw. Tests refuse here what they did not announce.</summary>
    public static Action<string> Starting { get; set; } = static _ => { };

    /// <summary>Starts it.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program, or it may not be run.</exception>
    public static Process Start(ProcessStartInfo start)
    {
        Starting(start.FileName);
        return Process.Start(start)!;
    }
}
