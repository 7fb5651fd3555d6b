namespace LearnLoadBalancer.Connections;

/// <summary>
/// All open connections, of clients and to backends, and the sweep over them: once a second one timer
/// looks at every deadline. That replaces a timer per wait, of which there would be ten thousand.
/// </summary>
internal sealed class ConnectionRegistry : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Lock _sweeping = new();
    private readonly ITimer _timer;
    private Connection? _first;
    private Connection?[] _seen = new Connection?[64];
    private int _count;
    private volatile bool _stopping;
    private TaskCompletionSource? _emptied;

    public ConnectionRegistry(TimeProvider time)
    {
        Clock = new CoarseClock(time);
        _timer = time.CreateTimer(
            static registry => ((ConnectionRegistry)registry!).Sweep(), this, CoarseClock.Resolution, CoarseClock.Resolution);
    }

    /// <summary>The time that deadlines are measured in.</summary>
    public CoarseClock Clock { get; }

    /// <summary>Called at each sweep, for what else needs doing now and then.</summary>
    public event Action? Swept;

    /// <summary>True once the program stops: connections close as soon as they are idle.</summary>
    public bool IsStopping => _stopping;

    public void Add(Connection connection)
    {
        lock (_lock)
        {
            connection.Next = _first;
            if (_first is not null)
            {
                _first.Previous = connection;
            }

            _first = connection;
            _count++;
        }
    }

    public void Remove(Connection connection)
    {
        lock (_lock)
        {
            if (connection.Previous is null)
            {
                _first = connection.Next;
            }
            else
            {
                connection.Previous.Next = connection.Next;
            }

            if (connection.Next is not null)
            {
                connection.Next.Previous = connection.Previous;
            }

            connection.Next = connection.Previous = null;
            _count--;
            if (_count == 0)
            {
                _emptied?.TrySetResult();
            }
        }
    }

    /// <summary>Ends the connections that are idle now, and those that become it.</summary>
    public void Stop()
    {
        _stopping = true;
        Sweep();
    }

    /// <summary>Cuts off all that are left. Their owners notice, clean up and close them.</summary>
    public void CutOffAll()
    {
        var left = new List<Connection>();
        lock (_lock)
        {
            for (Connection? connection = _first; connection is not null; connection = connection.Next)
            {
                left.Add(connection);
            }
        }

        foreach (Connection connection in left)
        {
            connection.CutOff();
        }
    }

    /// <summary>Ends when every connection is closed and has given its buffers back. Nobody may be added any more.</summary>
    public Task WhenEmptyAsync()
    {
        lock (_lock)
        {
            _emptied ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_count == 0)
            {
                _emptied.TrySetResult();
            }

            return _emptied.Task;
        }
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Looks at every deadline.</summary>
    private void Sweep()
    {
        if (!_sweeping.TryEnter())
        {
            return; // The last sweep is not over: the machine is that busy. The next one will do.
        }

        try
        {
            long now = Clock.Update();
            int count = CopyList();
            for (int i = 0; i < count; i++)
            {
                // Whoever is woken runs here, and may add and remove connections: so not under the lock.
                _seen[i]!.Expire(now, _stopping);
                _seen[i] = null;
            }

            Swept?.Invoke();
        }
        finally
        {
            _sweeping.Exit();
        }
    }

    private int CopyList()
    {
        lock (_lock)
        {
            if (_seen.Length < _count)
            {
                _seen = new Connection?[_count * 2];
            }

            int i = 0;
            for (Connection? connection = _first; connection is not null; connection = connection.Next)
            {
                _seen[i++] = connection;
            }

            return i;
        }
    }
}
