using System.Diagnostics;
using System.Globalization;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Docs.Running;

/// <summary>A terminal in which one program runs while the reader works in others.</summary>
internal sealed class NamedTerminal : IDisposable
{
    /// <summary>
    /// With job control (set -m) the job gets a process group of its own, and does not ignore Ctrl+C as
    /// background jobs of scripts otherwise do. It tells its number, which is also its group's, first.
    /// </summary>
    private const string Launcher = "set -m; bash -c 'echo $$; source \"$0\"' \"$0\" </dev/null 2>&1 & wait $!";

    private readonly Workspace _workspace;
    private readonly Process _process;
    private readonly Task _reading;
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _news = NewSignal();
    private string? _group;
    private bool _ended;
    private int _shown;

    public NamedTerminal(Workspace workspace, string command)
    {
        _workspace = workspace;
        _process = ProcessStarter.Start(workspace.Bash("-c", Launcher, workspace.Script(workspace.Ports.ToFree(command))));
        _process.StandardInput.Close();
        _reading = ReadAsync();
    }

    /// <summary>True once the program has ended.</summary>
    public bool HasEnded
    {
        get
        {
            lock (_lock)
            {
                return _ended;
            }
        }
    }

    /// <summary>Waits until the program has printed what the chapter shows next.</summary>
    /// <returns>Null when it has; else what came instead.</returns>
    public async Task<IReadOnlyList<string>?> WaitForAsync(IReadOnlyList<string> shown, CancellationToken cancel)
    {
        var pattern = new OutputPattern(shown);
        while (true)
        {
            (IReadOnlyList<string> unread, bool ended, Task news) = Look();
            switch (pattern.MatchBeginning(unread, out int consumed))
            {
                case Outcome.Matched:
                    _shown += consumed;
                    return null;
                case Outcome.Different:
                case Outcome.Incomplete when ended:
                    return unread;
            }

            try
            {
                await news.WaitAsync(cancel);
            }
            catch (OperationCanceledException)
            {
                return Look().Unread; // It took too long: show what there is.
            }
        }
    }

    /// <summary>For a program that has ended: what is shown stands for all that it has printed since, a "..." at its end included.</summary>
    /// <returns>False when that is not so.</returns>
    public bool TryTakeRest(IReadOnlyList<string> shown)
    {
        IReadOnlyList<string> unread = Look().Unread;
        if (!new OutputPattern(shown).MatchesAll(unread))
        {
            return false;
        }

        _shown += unread.Count;
        return true;
    }

    /// <summary>Presses Ctrl+C and waits for the end of the program.</summary>
    /// <returns>False if nothing runs any more that could be interrupted.</returns>
    public async Task<bool> InterruptAsync(CancellationToken cancel)
    {
        string group = await GroupAsync(cancel);
        using Process kill = ProcessStarter.Start(_workspace.Bash("-c", $"kill -INT -- -{group}"));
        await kill.WaitForExitAsync(cancel);
        if (kill.ExitCode != 0)
        {
            return false;
        }

        await _reading.WaitAsync(cancel);
        return true;
    }

    /// <summary>Waits for the program to end by itself.</summary>
    /// <returns>False if it goes on for longer than that.</returns>
    public async Task<bool> WaitForEndAsync(TimeSpan limit)
    {
        await _reading.WaitAsync(limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return HasEnded;
    }

    /// <summary>What was printed after the last thing that the chapter shows.</summary>
    public IReadOnlyList<string> NotShown => Look().Unread;

    public void Dispose()
    {
        if (!HasEnded)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            lock (_lock)
            {
                if (_group is null)
                {
                    _group = line;
                }
                else
                {
                    _lines.Add(_workspace.Ports.ToDocumented(line.TrimEnd('\r')));
                }

                Signal();
            }
        }

        await _process.WaitForExitAsync();
        lock (_lock)
        {
            _ended = true;
            Signal();
        }
    }

    private (IReadOnlyList<string> Unread, bool Ended, Task News) Look()
    {
        lock (_lock)
        {
            return ([.. _lines.Skip(_shown)], _ended, _news.Task);
        }
    }

    private async Task<string> GroupAsync(CancellationToken cancel)
    {
        while (true)
        {
            Task news;
            lock (_lock)
            {
                if (_group is not null)
                {
                    return int.Parse(_group, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
                }

                news = _news.Task;
            }

            await news.WaitAsync(cancel);
        }
    }

    private void Signal()
    {
        _news.TrySetResult();
        _news = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
