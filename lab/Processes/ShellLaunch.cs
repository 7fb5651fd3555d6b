using System.Diagnostics;
using System.Runtime.Versioning;

namespace LearnLoadBalancer.Lab.Processes;

/// <summary>
/// Begins a child as <see cref="LaunchProgram"/> does, but with three small programs of the system, each of which becomes
/// the next: <c>env</c> has signals do again what they do by themselves, <c>setsid</c> makes a process group (and a
/// session), and a shell waits for the word go and becomes the program. Same process, same id, same pipes.
/// </summary>
/// <remarks>
/// A .NET program takes 30 ms of processor time and more to begin, these three take 5, and every child pays for it.
/// macOS has neither <c>setsid</c> nor this option of <c>env</c>, and nor has a Linux with BusyBox the latter.
/// </remarks>
[UnsupportedOSPlatform("windows")]
internal static class ShellLaunch
{
    /// <summary>
    /// .NET ignores SIGPIPE, and a program inherits what is ignored; a shell can't change that. A balancer written in C
    /// that dies of writing to a closed connection must die of it here as well. And a lab that somebody's script runs in its
    /// background (<c>&amp;</c>) ignores Ctrl+C, which the program must not.
    /// </summary>
    private const string DefaultSignals = "--default-signal=PIPE,INT";

    /// <summary>
    /// A shell reads a pipe byte by byte, so what comes after the line is for the program. At the end of the input,
    /// which means that the lab is gone, it starts nothing.
    /// </summary>
    private const string WaitForGo = "read -r LAB_SAYS_GO && exec \"$0\" \"$@\"; exit 127";

    // By their full paths: the program may be given another PATH, on which they are not.
    private static readonly string? Env = Executables.Find("env");
    private static readonly string? Setsid = Executables.Find("setsid");
    private static readonly Lazy<bool> Possible = new(Try);

    /// <summary>Whether the system has what this needs.</summary>
    public static bool IsPossible => Possible.Value;

    /// <summary>Prepares the start of a program. Its arguments are to be added.</summary>
    public static ProcessStartInfo Prepare(string file) => Begin("/bin/sh", "-c", WaitForGo, file);

    private static ProcessStartInfo Begin(params IEnumerable<string> program)
    {
        ProcessStartInfo start = LabExecutable.Piped(Env!);
        foreach (string word in (IEnumerable<string>)[DefaultSignals, Setsid!, .. program])
        {
            start.ArgumentList.Add(word);
        }

        return start;
    }

    private static bool Try()
    {
        if (Env is null || Setsid is null)
        {
            return false;
        }

        using Process process = ProcessStarter.Start(Begin("/bin/sh", "-c", "exit 0"));
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
