using System.Diagnostics;

namespace LearnLoadBalancer.Lab.Processes;

/// <summary>A program that the lab has started. <see cref="ProcessGuard.Start"/> makes one.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    /// <summary>
    /// How long a program that was asked to end may take: more than the five seconds that our own levels
    /// give the connections they still have.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(7);

    /// <summary>How long to wait for the last output of a program that has ended.</summary>
    private static readonly TimeSpan OutputLimit = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly Action<OutputLine>? _onLine;
    private readonly Action<ChildProcess> _onEnded;
    private readonly string _mark;
    private readonly OutputLog _log = new();

    internal ChildProcess(Process process, string mark, Action<OutputLine>? onLine, Action<ChildProcess> onEnded)
    {
        _mark = mark;
        _process = process;
        _onLine = onLine;
        _onEnded = onEnded;
        Id = process.Id;
    }

    /// <summary>The process id: of the program itself, also on systems where it is launched first.</summary>
    public int Id { get; }

    /// <summary>The program's standard input. It is left open: a program may take its end for a wish to stop.</summary>
    public TextWriter Input => _process.StandardInput;

    /// <summary>Ends when the program has ended, its output is read and its children are gone. Gives the exit code.</summary>
    public Task<int> Exited { get; private set; } = Task.FromResult(0);

    /// <summary>The command line of a process that was still there when it ended, and has been ended. Null: none, or it can't be told.</summary>
    public string? LeftBehind { get; private set; }

    /// <summary>The last lines it printed, oldest first.</summary>
    public IReadOnlyList<OutputLine> LastLines => _log.LastLines;

    /// <summary>A sentence on the last line it printed, for messages of one line.</summary>
    public string LastWord => LastLines is [.., var last] ? $"Its last line: {last.Text}" : "It printed nothing.";

    /// <summary>Waits for a line, which may have come already.</summary>
    /// <returns>The line, or null when the program ended without one.</returns>
    public Task<OutputLine?> WaitForLineAsync(Func<string, bool> wanted, CancellationToken cancel = default) =>
        _log.WaitForAsync(wanted, cancel);

    /// <summary>Asks the program to end (SIGTERM), and ends it by force when it does not in time.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync(TimeSpan? patience = null)
    {
        if (!Exited.IsCompleted && ProcessTree.Terminate(Id))
        {
            await Task.WhenAny(Exited, Task.Delay(patience ?? Patience));
        }

        return await KillAsync();
    }

    /// <summary>Ends the program and all it started at once (SIGKILL), as a crash would.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> KillAsync()
    {
        if (!Exited.IsCompleted)
        {
            ProcessTree.Kill(Id);
        }

        return await Exited;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    internal void Begin()
    {
        Exited = RunAsync();
    }

    private async Task<int> RunAsync()
    {
        Task output = Task.WhenAll(ReadAsync(_process.StandardOutput, isError: false), ReadAsync(_process.StandardError, isError: true));
        if (!OperatingSystem.IsWindows())
        {
            await SayGoAsync();
        }

        await _process.WaitForExitAsync();
        LeftBehind = ProcessMark.Find(_mark).Select(process => process.CommandLine).FirstOrDefault();
        ProcessTree.KillGroup(Id); // Children that it left behind; they would also keep its output open.
        ProcessMark.Kill(_mark); // And those that have left the group.
        await output.WaitAsync(OutputLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _log.End();
        _onEnded(this);
        return _process.ExitCode;
    }

    /// <summary>See <see cref="ShellLaunch"/>.</summary>
    private async Task SayGoAsync()
    {
        try
        {
            await _process.StandardInput.BaseStream.WriteAsync("\n"u8.ToArray());
            await _process.StandardInput.BaseStream.FlushAsync();
        }
        catch (IOException)
        {
            // It was killed before it was launched.
        }
    }

    private async Task ReadAsync(StreamReader reader, bool isError)
    {
        var splitter = new LineSplitter();
        var buffer = new char[4096];
        try
        {
            int read;
            while ((read = await reader.ReadAsync(buffer)) > 0)
            {
                foreach (string line in splitter.Add(buffer.AsMemory(0, read)))
                {
                    OnLine(new OutputLine(line, isError));
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The pipe broke, or the child was disposed while somebody else still held its output open.
        }

        if (splitter.TakeRest() is { } rest)
        {
            OnLine(new OutputLine(rest, isError));
        }
    }

    private void OnLine(OutputLine printed)
    {
        OutputLine line = printed with { Text = TerminalText.Plain(printed.Text) };
        _log.Add(line);
        _onLine?.Invoke(line);
    }
}
