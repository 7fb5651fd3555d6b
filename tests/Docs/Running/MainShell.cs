using System.Diagnostics;
using System.Globalization;
using System.Text;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Docs.Running;

/// <summary>The terminal in which a reader types one command after the other: one bash for the whole chapter.</summary>
internal sealed class MainShell : IDisposable
{
    /// <summary>No output of ours contains it.</summary>
    private const char Mark = '\u001e';

    private readonly Workspace _workspace;
    private readonly Process _bash;
    private readonly StringBuilder _pending = new();
    private readonly char[] _buffer = new char[4096];

    public MainShell(Workspace workspace)
    {
        _workspace = workspace;
        ProcessStartInfo start = workspace.Bash("--noprofile", "--norc");
        start.RedirectStandardError = false;
        _bash = ProcessStarter.Start(start);
    }

    /// <summary>Runs one command to its end.</summary>
    /// <returns>What it printed, on both its outputs, with the documented ports; and its exit code.</returns>
    public async Task<(IReadOnlyList<string> Output, int ExitCode)> RunAsync(string command, CancellationToken cancel)
    {
        // Read by the shell itself, not by a child, so that a variable set here is there in the next command.
        string script = _workspace.Script(_workspace.Ports.ToFree(command));
        await _bash.StandardInput.WriteLineAsync($"source '{script}' </dev/null 2>&1; printf '\\036%d\\036' $?");
        await _bash.StandardInput.FlushAsync(cancel);

        string output = await ReadToMarkAsync(cancel);
        int exitCode = int.Parse(await ReadToMarkAsync(cancel), CultureInfo.InvariantCulture);
        return (Lines(output), exitCode);
    }

    public void Dispose()
    {
        _bash.Kill(entireProcessTree: true);
        _bash.WaitForExit();
        _bash.Dispose();
    }

    private List<string> Lines(string output)
    {
        var lines = output.Split('\n').Select(line => _workspace.Ports.ToDocumented(line.TrimEnd('\r'))).ToList();
        if (lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return lines;
    }

    private async Task<string> ReadToMarkAsync(CancellationToken cancel)
    {
        while (true)
        {
            string text = _pending.ToString();
            int end = text.IndexOf(Mark);
            if (end >= 0)
            {
                _pending.Remove(0, end + 1);
                return text[..end];
            }

            int read = await _bash.StandardOutput.ReadAsync(_buffer, cancel);
            if (read == 0)
            {
                throw new ChapterException($"The shell has ended. Its last words: {text}");
            }

            _pending.Append(_buffer, 0, read);
        }
    }
}
