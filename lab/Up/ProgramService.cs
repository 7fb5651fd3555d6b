using System.Diagnostics;
using System.Globalization;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Up;

/// <summary>A service that is a program of its own, and says on which port it listens.</summary>
/// <param name="guard">Starts it.</param>
/// <param name="name">What it is called on the screen.</param>
/// <param name="port">The port it shall listen on; 0 lets the system choose.</param>
/// <param name="program">How to start it for a port.</param>
/// <param name="listeningLine">How the line begins with which it says that it listens. The line ends in the port.</param>
/// <param name="view">Gets its lines.</param>
/// <param name="onDied">Is called when it ended although nobody stopped it, with its exit code.</param>
internal sealed class ProgramService(
    ProcessGuard guard,
    string name,
    int port,
    Func<int, ChildProgram> program,
    string listeningLine,
    IUpView view,
    Action<ProgramService, int> onDied) : IService
{
    /// <summary>How many of its last lines are worth telling when it dies.</summary>
    private const int LinesToTell = 5;

    /// <summary>What is a pause in the output of a program, and how long to wait for one.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan QuietLimit = TimeSpan.FromSeconds(2);

    private ChildProcess? _child;
    private long _lastLine;
    private Task _watching = Task.CompletedTask;
    private volatile bool _stopping;

    public string Name => name;

    public int Port { get; private set; } = port;

    public int? ProcessId => IsRunning ? _child?.Id : null;

    public bool IsRunning => _child is { Exited.IsCompleted: false };

    /// <summary>What it said last, for somebody who wants to know why it died. Indented, a line each.</summary>
    public string LastWords => _child?.LastLines is { Count: > 0 } lines
        ? "Its last lines:\n" + string.Join('\n', lines.TakeLast(LinesToTell).Select(line => "    " + line.Text))
        : "It said nothing.";

    public async Task StartAsync(CancellationToken cancel)
    {
        if (_child is not null)
        {
            await _child.DisposeAsync(); // The one before, which has ended.
        }

        _stopping = false;
        ChildProcess child = guard.Start(program(Port), OnLine);
        _child = child;
        Port = await PortInLineAsync(child, listeningLine, cancel);
        _watching = WatchAsync(child);
    }

    /// <summary>Waits for a line that ends in another of its ports. It may have come already.</summary>
    /// <exception cref="StartupException">The program ended without it.</exception>
    public Task<int> PortInLineAsync(string line, CancellationToken cancel) => PortInLineAsync(_child!, line, cancel);

    /// <summary>Waits for a pause in its output, so that what is said next does not stand between its lines. A nicety, no more.</summary>
    public async Task WhenQuietAsync(CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(Volatile.Read(ref _lastLine)) < Quiet && Stopwatch.GetElapsedTime(start) < QuietLimit)
        {
            await Task.Delay(Quiet / 4, cancel);
        }
    }

    public async Task StopAsync()
    {
        _stopping = true;
        if (_child is not null)
        {
            await _child.StopAsync();
            await _watching;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_child is not null)
        {
            await _child.DisposeAsync();
        }
    }

    private async Task<int> PortInLineAsync(ChildProcess child, string line, CancellationToken cancel)
    {
        OutputLine found = await child.WaitForLineAsync(text => text.StartsWith(line, StringComparison.Ordinal), cancel)
            ?? throw new StartupException($"{Capitalised(name)} did not start: it ended with exit code {await child.Exited}. {LastWords}");
        return int.Parse(found.Text.AsSpan(found.Text.LastIndexOfAny([' ', ':']) + 1), CultureInfo.InvariantCulture);
    }

    private void OnLine(OutputLine line)
    {
        Volatile.Write(ref _lastLine, Stopwatch.GetTimestamp());
        view.Log(name, line.Text);
    }

    private static string Capitalised(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private async Task WatchAsync(ChildProcess child)
    {
        int exitCode = await child.Exited;
        if (!_stopping)
        {
            onDied(this, exitCode);
        }
    }
}
