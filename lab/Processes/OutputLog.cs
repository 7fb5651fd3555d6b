namespace LearnLoadBalancer.Lab.Processes;

/// <summary>What a program printed: the last lines, and those who wait for a certain one.</summary>
internal sealed class OutputLog
{
    /// <summary>How many of the last lines are kept.</summary>
    public const int LinesKept = 50;

    private readonly Lock _lock = new();
    private readonly Queue<OutputLine> _lastLines = new(LinesKept);
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<OutputLine?> Found)> _waiters = [];
    private bool _ended;

    /// <summary>The last lines, oldest first.</summary>
    public IReadOnlyList<OutputLine> LastLines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lastLines];
            }
        }
    }

    public void Add(OutputLine line)
    {
        lock (_lock)
        {
            if (_lastLines.Count == LinesKept)
            {
                _lastLines.Dequeue();
            }

            _lastLines.Enqueue(line);
            foreach (var waiter in _waiters.Where(waiter => waiter.Wanted(line.Text)).ToArray())
            {
                waiter.Found.SetResult(line);
                _waiters.Remove(waiter);
            }
        }
    }

    /// <summary>No more lines will come.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            foreach (var (_, found) in _waiters)
            {
                found.SetResult(null);
            }

            _waiters.Clear();
        }
    }

    /// <summary>Waits for a line, which may have come already.</summary>
    /// <returns>The line, or null when the output ended without one.</returns>
    public Task<OutputLine?> WaitForAsync(Func<string, bool> wanted, CancellationToken cancel)
    {
        lock (_lock)
        {
            OutputLine? there = _lastLines.FirstOrDefault(line => wanted(line.Text));
            if (there is not null || _ended)
            {
                return Task.FromResult(there);
            }

            // Whoever waits must not go on inside our lock, hence the asynchronous continuation.
            var found = new TaskCompletionSource<OutputLine?>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((wanted, found));
            return found.Task.WaitAsync(cancel);
        }
    }
}
