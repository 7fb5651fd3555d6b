using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace LearnLoadBalancer.Lab.Processes;

/// <summary>
/// The lab's hidden command that every child begins as where <see cref="ShellLaunch"/> is not possible, on macOS: it
/// makes itself a process group, and then becomes the program (<c>exec</c>: same process, same id, same pipes).
/// </summary>
/// <remarks>
/// Why so? Children of children (<c>dotnet run</c>, <c>go run</c> and <c>npm start</c> have one) can
/// be found by their process group, also when their parent is dead. A process joins a new group by
/// calling setpgid before it becomes the program; nobody can do that for it afterwards, and .NET's
/// Process has no option for it. The group also keeps the terminal's Ctrl+C away from the children:
/// the lab alone gets it, and ends them in good order.
/// </remarks>
internal static class LaunchProgram
{
    /// <summary>The name of the hidden command. It is followed by the program and its arguments.</summary>
    public const string Command = "launch!";

    /// <summary>What a shell returns for a program that can't be started.</summary>
    public const int CannotStart = 127;

    /// <summary>
    /// Set for the time before the program. A .NET process keeps some files for debuggers in the
    /// directory for temporary files, and would leave them there on becoming another program.
    /// </summary>
    private const string DiagnosticsVariable = "DOTNET_EnableDiagnostics";

    /// <summary>Tells us that the variable was the lab's idea, not the user's.</summary>
    private const string DiagnosticsMarker = "LAB_LAUNCH_DIAGNOSTICS";

    /// <summary>Prepares the start of a program. Its arguments are to be added.</summary>
    [UnsupportedOSPlatform("windows")]
    public static ProcessStartInfo Prepare(string file)
    {
        ProcessStartInfo start = LabExecutable.HiddenCommand(Command);
        start.ArgumentList.Add(file);
        if (start.Environment.TryAdd(DiagnosticsVariable, "0"))
        {
            start.Environment[DiagnosticsMarker] = "1";
        }

        return start;
    }

    [UnsupportedOSPlatform("windows")]
    public static int Run(string[] program)
    {
        _ = Posix.SetProcessGroup(0, 0);

        // The lab says go when the guard knows of us. If it dies before that, the pipe ends. One byte
        // only: whatever comes after it is for the program.
        using (Stream input = Console.OpenStandardInput())
        {
            if (input.ReadByte() < 0)
            {
                return CannotStart;
            }
        }

        if (Environment.GetEnvironmentVariable(DiagnosticsMarker) is not null)
        {
            _ = Posix.UnsetVariable(DiagnosticsVariable);
            _ = Posix.UnsetVariable(DiagnosticsMarker);
        }

        // .NET ignores this signal, and a program inherits what is ignored. A balancer written in C
        // that dies of writing to a closed connection must die of it here as well. And a lab that runs in a
        // script's background ignores Ctrl+C.
        _ = Posix.SetSignalAction(Posix.SigPipe, 0);
        _ = Posix.SetSignalAction(Posix.SigInt, 0);

        _ = Posix.Execute(program[0], [.. program, null]);
        Console.Error.WriteLine($"Can't start {program[0]}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}.");
        return CannotStart;
    }
}
