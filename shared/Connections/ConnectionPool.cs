using System.Buffers;
using System.Net;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Faults;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Connections;

/// <summary>The idle connections to one backend.</summary>
/// <remarks>
/// Last in, first out: the one used a moment ago is the least likely to have been closed, its memory is
/// still in the processor's cache, and those at the bottom grow old and go when the load does. A pool
/// never limits how many connections there are, only how many wait.
/// </remarks>
internal sealed class ConnectionPool(
    Backend backend, int mostIdle, BackendConnector connector, ArrayPool<byte> buffers, ConnectionRegistry registry)
{
    private readonly Lock _lock = new();
    private readonly List<BackendConnection> _idle = [];
    private bool _closed;
    private int _era;
    private volatile IReadOnlyList<IPAddress>? _addresses;

    /// <summary>
    /// Grows when the backend was found to be down: no connection of an era before is used again. It may lead to a
    /// machine, or a process, that is no longer the one which is found to be up later.
    /// </summary>
    public int Era => Volatile.Read(ref _era);

    /// <summary>Whom its connections lead to.</summary>
    public Backend Backend => backend;

    /// <summary>An idle connection that is alive, or else a new one.</summary>
    /// <param name="fresh">Only a new one will do.</param>
    /// <param name="cancel">Gives up the dialling.</param>
    public ValueTask<BorrowResult> BorrowAsync(bool fresh, CancellationToken cancel)
    {
        Fault.At(FaultStep.Borrow);

        // exercise 3.4: begin
        while (!fresh && Pop() is { } connection)
        {
            // This is the liveness check. A connection that has died since is being closed elsewhere.
            if (connection.TryUnpark())
            {
                return new ValueTask<BorrowResult>(new BorrowResult(connection, System.Net.Sockets.SocketError.Success));
            }
        }

        return DialAsync(cancel);
        // exercise 3.4: end
    }

    /// <summary>Takes a connection back that has carried its request and the whole response, both cleanly.</summary>
    public void Return(BackendConnection connection)
    {
        if (!connection.TryPark())
        {
            connection.Close();
            return;
        }

        lock (_lock)
        {
            // Inside the lock: what is on the list is seen by whoever changes where new connections lead to.
            if (!_closed && _idle.Count < mostIdle && IsCurrent(connection))
            {
                _idle.Add(connection);
                if (!connection.IsClosed)
                {
                    return;
                }

                _idle.Remove(connection); // It died between the two steps.
            }
        }

        if (connection.TryUnpark())
        {
            connection.Close();
        }
    }

    /// <summary>Forgets a connection that has died.</summary>
    public void Remove(BackendConnection connection)
    {
        lock (_lock)
        {
            _idle.Remove(connection);
        }
    }

    /// <summary>The backend's name has these addresses now. Connections to others are closed: the idle ones at once, those at work after their request.</summary>
    public void Follow(IReadOnlyList<IPAddress> addresses)
    {
        lock (_lock)
        {
            _addresses = addresses;
        }

        CloseOutdated();
    }

    /// <summary>The backend is down. Its connections are closed: the idle ones at once, those at work after their request.</summary>
    public void BeginEra()
    {
        lock (_lock)
        {
            _era++;
        }

        CloseOutdated();
    }

    /// <summary>Closes what is idle, and from now on keeps nothing.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }

        CloseOutdated();
    }

    /// <summary>True when a connection leads to where a new one would.</summary>
    private bool IsCurrent(BackendConnection connection) =>
        connection.Era == Era
        && !connection.IsOld
        && (_addresses is not { } addresses || connection.Address is not { } address || addresses.Contains(address));

    private void CloseOutdated()
    {
        BackendConnection[] outdated;
        lock (_lock)
        {
            outdated = [.. _idle.Where(connection => _closed || !IsCurrent(connection))];
            _idle.RemoveAll(outdated.Contains);
        }

        foreach (BackendConnection connection in outdated)
        {
            if (connection.TryUnpark())
            {
                connection.Close();
            }
        }
    }

    private BackendConnection? Pop()
    {
        lock (_lock)
        {
            if (_idle.Count == 0)
            {
                return null;
            }

            BackendConnection connection = _idle[^1];
            _idle.RemoveAt(_idle.Count - 1);
            return connection;
        }
    }

    private async ValueTask<BorrowResult> DialAsync(CancellationToken cancel)
    {
        int era = Era; // If another begins while we dial, this connection belongs to the old one.
        ConnectResult dialled = await connector.ConnectAsync(backend, BackendConnector.DefaultLimit, cancel);
        if (!dialled.Succeeded)
        {
            return new BorrowResult(null, dialled.Error, dialled.TimedOut, dialled.Elapsed);
        }

        bool owned = false;
        try
        {
            Fault.At(FaultStep.Connect);
            var connection = new BackendConnection(dialled.Connection, this, buffers, registry, dialled.Address, era);
            owned = true;
            return new BorrowResult(connection, dialled.Error);
        }
        finally
        {
            if (!owned)
            {
                dialled.Connection.Dispose(); // Nobody else knows of this socket.
            }
        }
    }
}
