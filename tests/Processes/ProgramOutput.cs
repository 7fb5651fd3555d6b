using System.Text;

namespace LearnLoadBalancer.Tests.Processes;

/// <summary>One stream of a program's output: all of its text, and a way to wait for a line of it.</summary>
internal sealed class ProgramOutput
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private readonly List<string> _lines = [];
    private int _lineStart;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Everything printed so far, as it was printed.</summary>
    public string Text
    {
        get
        {
            lock (_lock)
            {
                return _text.ToString();
            }
        }
    }

    /// <summary>The complete lines so far, without their ends.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>True when no more will come.</summary>
    public bool Ended { get; private set; }

    /// <summary>Waits for a line, which may have come already.</summary>
    /// <param name="wanted">Says whether a line is the one.</param>
    /// <param name="skip">How many lines to pass over first: wait for what comes after them.</param>
    /// <returns>The line, or null when the output ended without it.</returns>
    public async Task<string?> FindLineAsync(Func<string, bool> wanted, int skip)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_lines.Skip(skip).FirstOrDefault(wanted) is { } found)
                {
                    return found;
                }

                if (Ended)
                {
                    return null;
                }

                changed = _changed.Task;
            }

            await changed;
        }
    }

    /// <summary>Reads the stream to its end.</summary>
    public async Task ReadAsync(TextReader reader)
    {
        var buffer = new char[4096];
        int read;
        while ((read = await reader.ReadAsync(buffer)) > 0)
        {
            Change(() => Append(buffer.AsSpan(0, read)));
        }

        Change(() => Ended = true);
    }

    private void Append(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            _text.Append(c);
            if (c == '\n')
            {
                _lines.Add(_text.ToString(_lineStart, _text.Length - _lineStart).TrimEnd('\n', '\r'));
                _lineStart = _text.Length;
            }
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            change();
            changed = _changed;
            _changed = NewSignal();
        }

        changed.SetResult();
    }

    // Who waits goes on elsewhere, never inside the reader.
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
