using System.ComponentModel;
using System.Diagnostics;

namespace LearnLoadBalancer.Lab.Processes;

/// <summary>
/// Starts child processes, and sees to it that none of them is left: not at the end of the lab, not
/// after its crash, not when it is killed.
/// </summary>
internal sealed class ProcessGuard : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<ChildProcess> _children = [];
    private Process? _guard;

    /// <summary>The process id of the guard: a small process that comes with the first child, and lives until all is cleaned up.</summary>
    public int? Id => _guard?.Id;

    /// <summary>Whether children begin by <see cref="ShellLaunch"/>, and else by <see cref="LaunchProgram"/>. Null: if that is possible.</summary>
    public bool? LaunchesByShell { get; init; }

    /// <summary>Starts a program. It lives until it ends, is stopped, or the guard is disposed.</summary>
    /// <param name="program">What to start.</param>
    /// <param name="onLine">Is called for every line it prints, from two threads (output and errors).</param>
    /// <exception cref="StartupException">There is no such program.</exception>
    public ChildProcess Start(ChildProgram program, Action<OutputLine>? onLine = null)
    {
        string file = Executables.Find(program.FileName, program.WorkingDirectory)
            ?? throw new StartupException($"The program '{program.FileName}' was not found. Install it, or give its path. There is no shell here: for cd and pipes write sh -c '…'.");

        // One at a time. A pipe end that one child inherits by mistake, because it was started in the
        // moment when the other's was made, would stay open with it, and nobody would see its end.
        lock (_lock)
        {
            _guard ??= StartGuard();
            string mark = ProcessMark.Create();
            Process process = StartProcess(program, file, mark);
            Tell("watch", process.Id, mark);
            var child = new ChildProcess(process, mark, onLine, OnEnded);
            _children.Add(child);
            child.Begin();
            return child;
        }
    }

    /// <summary>Ends all children at once, and then the guard.</summary>
    public async ValueTask DisposeAsync()
    {
        ChildProcess[] left;
        lock (_lock)
        {
            left = [.. _children];
        }

        foreach (ChildProcess child in left)
        {
            await child.DisposeAsync();
        }

        if (_guard is not null)
        {
            _guard.StandardInput.Close();
            await _guard.WaitForExitAsync();
            _guard.Dispose();
        }
    }

    private static Process StartGuard()
    {
        ProcessStartInfo start = LabExecutable.HiddenCommand(GuardProgram.Command);
        start.Environment.Remove(ProcessMark.Variable); // This lab may be somebody's child itself: its guard must outlive it.
        Process guard = ProcessStarter.Start(start);
        guard.StandardInput.AutoFlush = true;
        return guard;
    }

    private Process StartProcess(ChildProgram program, string file, string mark)
    {
        ProcessStartInfo start =
            OperatingSystem.IsWindows() ? LabExecutable.Piped(file)
            : LaunchesByShell ?? ShellLaunch.IsPossible ? ShellLaunch.Prepare(file)
            : LaunchProgram.Prepare(file);
        foreach (string argument in program.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in program.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment[ProcessMark.Variable] = mark;
        start.WorkingDirectory = program.WorkingDirectory ?? "";
        try
        {
            return ProcessStarter.Start(start);
        }
        catch (Exception e) when (e is Win32Exception or DirectoryNotFoundException)
        {
            throw new StartupException($"Can't start {program.FileName}: {e.Message}.", e);
        }
    }

    private void OnEnded(ChildProcess child)
    {
        lock (_lock)
        {
            if (_children.Remove(child))
            {
                Tell("forget", child.Id);
            }
        }
    }

    private void Tell(string verb, int id, string mark = "")
    {
        try
        {
            _guard!.StandardInput.WriteLine($"{verb} {id} {mark}");
        }
        catch (IOException)
        {
            // Somebody ended the guard. The lab still cleans up behind itself, unless it is killed too.
        }
    }
}
