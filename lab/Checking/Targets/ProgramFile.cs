using System.Runtime.InteropServices;
using System.Text;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Checking.Targets;

/// <summary>Why a file can't be started, told before the attempt: what the system says of it is the same for most reasons.</summary>
internal static class ProgramFile
{
    /// <summary>The byte of an ELF file that says for which processor it is made, and two of its values.</summary>
    private const int Machine = 18;
    private const byte X64 = 62;
    private const byte Arm64 = 183;

    /// <summary>A longer first line no kernel reads.</summary>
    private const int LongestFirstLine = 256;

    /// <summary>Looks at the file of a program that was given with its path. One that is looked for in PATH is not looked at.</summary>
    /// <exception cref="StartupException">It can't be started: why, and what to do.</exception>
    public static void Require(ChildProgram program)
    {
        if (!OperatingSystem.IsWindows() && program.FileName.Contains('/') && Complaint(program.FileName, program.WorkingDirectory ?? Environment.CurrentDirectory) is { } complaint)
        {
            throw new StartupException(complaint);
        }
    }

    /// <summary>Why it can't be started, and what to do. Null: nothing speaks against it.</summary>
    public static string? Complaint(string name, string directory)
    {
        string path = Path.GetFullPath(name, directory);
        return Directory.Exists(path) ? $"'{name}' is a folder, and no program. Name the program in it."
            : !File.Exists(path) ? $"'{name}' is not there: there is no {path}. Has it been built? Paths begin in the folder of --dir."
            : OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0 ? ComplaintOfContent(name, path)
            : $"'{name}' is not executable. Make it so (chmod +x {name}), or name what runs it, for example \"python3 {name}\".";
    }

    private static string? ComplaintOfContent(string name, string path)
    {
        var bytes = new byte[LongestFirstLine];
        try
        {
            using FileStream file = File.OpenRead(path);
            bytes = bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (UnauthorizedAccessException)
        {
            return null; // It may be started, and not be read.
        }

        return bytes switch
        {
            [] => $"'{name}' is empty.",
            [(byte)'#', (byte)'!', ..] => ComplaintOfFirstLine(name, Encoding.UTF8.GetString(bytes).Split('\n')[0][2..]),
            [0x7f, (byte)'E', (byte)'L', (byte)'F', ..] when bytes.Length > Machine => ComplaintOfMachine(name, bytes[Machine]),
            _ => null,
        };
    }

    private static string? ComplaintOfFirstLine(string name, string line)
    {
        string interpreter = line.Trim(' ').Split(' ')[0];
        return line.EndsWith('\r') ? $"The first line of '{name}' ends as lines do on Windows, so the system looks for a program with a carriage return in its name. Take them out: sed -i 's/\\r$//' {name}"
            : interpreter.StartsWith('/') && !File.Exists(interpreter) ? $"The first line of '{name}' says that {interpreter} runs it, and that is not there. Try #!/usr/bin/env {Path.GetFileName(interpreter)}, or install it."
            : null;
    }

    private static string? ComplaintOfMachine(string name, byte machine)
    {
        byte? ours = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => X64,
            Architecture.Arm64 => Arm64,
            _ => null,
        };
        return machine is X64 or Arm64 && ours is not null && machine != ours
            ? $"'{name}' was built for another processor ({(machine == X64 ? "x86-64" : "ARM64")}). Build it on this machine, or for it."
            : null;
    }
}
