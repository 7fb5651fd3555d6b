using System.Globalization;
using System.Runtime.InteropServices;

namespace LearnLoadBalancer.Lab.Processes;

/// <summary>
/// The lab's hidden command that outlives the lab: it is told which processes the lab has started, and
/// when the lab is gone, however it went, it ends them.
/// </summary>
/// <remarks>
/// Nobody can catch SIGKILL, or the end by the task manager: so the cleaning up can't be the lab's own
/// work. But the system closes a dead process's files, and with them the pipe that is the guard's
/// standard input. Reading its end is how the guard learns of it.
/// </remarks>
internal static class GuardProgram
{
    /// <summary>The name of the hidden command.</summary>
    public const string Command = "guard!";

    /// <summary>
    /// Never given back: a signal that has come is looked at a little later, and one that finds nobody who ignores it
    /// then would still end the process, in the middle of its work.
    /// </summary>
    private static readonly List<PosixSignalRegistration> Ignored = [];

    /// <summary>Reads <c>watch ID MARK</c> and <c>forget ID</c> until the end of the input, then ends those that remain.</summary>
    public static async Task<int> RunAsync(TextReader input)
    {
        // What ends the lab must not end the guard before it: not a Ctrl+C in the terminal, which goes
        // to the whole group, nor the end of the terminal.
        Ignored.AddRange(new[] { PosixSignal.SIGINT, PosixSignal.SIGHUP, PosixSignal.SIGTERM, PosixSignal.SIGQUIT }.Select(Ignore));
        if (!OperatingSystem.IsWindows())
        {
            _ = Posix.SetProcessGroup(0, 0);
        }

        var watched = new Dictionary<int, string>();
        while (await input.ReadLineAsync() is { } line)
        {
            string[] words = line.Split(' ');
            int id = int.Parse(words[1], CultureInfo.InvariantCulture);
            if (words[0] == "watch")
            {
                watched[id] = words.ElementAtOrDefault(2) ?? "";
            }
            else
            {
                watched.Remove(id);
            }
        }

        foreach ((int id, string mark) in watched)
        {
            ProcessTree.Kill(id);
            ProcessMark.Kill(mark);
        }

        return 0;
    }

    private static PosixSignalRegistration Ignore(PosixSignal signal) =>
        PosixSignalRegistration.Create(signal, context => context.Cancel = true);
}
