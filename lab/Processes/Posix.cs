using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace LearnLoadBalancer.Lab.Processes;

/// <summary>The few system calls on processes that .NET has no method for. Same numbers on Linux and macOS.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class Posix
{
    public const int SigHup = 1;
    public const int SigInt = 2;
    public const int SigKill = 9;
    public const int SigPipe = 13;
    public const int SigTerm = 15;

    /// <summary>Sends a signal to a process; to a whole process group when the id is negative.</summary>
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int id, int signal);

    /// <summary>Puts a process into a group. Two zeros: puts the caller into a new one, which has the caller's id.</summary>
    [LibraryImport("libc", EntryPoint = "setpgid", SetLastError = true)]
    public static partial int SetProcessGroup(int process, int group);

    /// <summary>The process that started this one, or the one that inherited it when that one died.</summary>
    [LibraryImport("libc", EntryPoint = "getppid")]
    public static partial int GetParent();

    /// <summary>Sets what a signal does. 0 is the system's default.</summary>
    [LibraryImport("libc", EntryPoint = "signal", SetLastError = true)]
    public static partial nint SetSignalAction(int signal, nint action);

    /// <summary>Removes a variable from the environment that <see cref="Execute"/> hands on.</summary>
    [LibraryImport("libc", EntryPoint = "unsetenv", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int UnsetVariable(string name);

    /// <summary>Becomes another program: same process, same id. Returns only when that failed.</summary>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments; the first is its own name, and a null ends them.</param>
    [LibraryImport("libc", EntryPoint = "execvp", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Execute(string file, string?[] arguments);

    /// <summary>How many files and connections this process can have open.</summary>
    public static long DescriptorLimit()
    {
        int resource = OperatingSystem.IsMacOS() ? 8 : 7; // RLIMIT_NOFILE
        return GetLimit(resource, out ResourceLimit limit) == 0 ? (long)Math.Min(limit.Current, long.MaxValue) : 0;
    }

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    private static partial int GetLimit(int resource, out ResourceLimit limit);

    [StructLayout(LayoutKind.Sequential)]
    private struct ResourceLimit
    {
        public ulong Current;
        public ulong Maximum;
    }
}
