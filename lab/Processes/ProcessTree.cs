using System.ComponentModel;
using System.Diagnostics;

namespace LearnLoadBalancer.Lab.Processes;

/// <summary>Ends a child process and everything that it started in turn.</summary>
/// <remarks>
/// Two ways, because each misses what the other finds. The tree (who is whose parent) also has those
/// that made a process group of their own, but loses those whose parent has died: the system gives
/// them another one. The group (see <see cref="ShellLaunch"/>) keeps those, on Linux and macOS;
/// Windows knows no such groups. A program that detaches itself on purpose, in both ways, a
/// daemon, escapes both: see <see cref="ProcessMark"/>.
/// </remarks>
internal static class ProcessTree
{
    /// <summary>Ends all of it at once. Those that are gone already are no error.</summary>
    public static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception or AggregateException)
        {
            // It is gone, or went in this moment, in whole or in part.
        }

        KillGroup(id);
    }

    /// <summary>Ends what is left of the group when the child itself has ended.</summary>
    public static void KillGroup(int id)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = Posix.Kill(-id, Posix.SigKill); // Fails when the group is empty. That is what we want.
        }
    }

    /// <summary>Asks all of it to end, in the way that is meant for programs. Windows has no such signal between programs.</summary>
    /// <returns>False when nobody can be asked.</returns>
    public static bool Terminate(int id)
    {
        // A child that has no group of its own yet is still being launched, and gets the signal itself.
        return !OperatingSystem.IsWindows()
            && (Posix.Kill(-id, Posix.SigTerm) == 0 || Posix.Kill(id, Posix.SigTerm) == 0);
    }

    /// <summary>The same as Ctrl+C in a terminal: that, too, goes to the whole group.</summary>
    /// <returns>False when nobody can be asked.</returns>
    public static bool Interrupt(int id) => !OperatingSystem.IsWindows() && Posix.Kill(-id, Posix.SigInt) == 0;
}
