using System.Buffers;
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
            if (!_closed && _idle.Count < mostIdle)
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

    /// <summary>Closes what is idle, and from now on keeps nothing.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }

        while (Pop() is { } connection)
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
        ConnectResult dialled = await connector.ConnectAsync(backend, BackendConnector.DefaultLimit, cancel);
        if (!dialled.Succeeded)
        {
            return new BorrowResult(null, dialled.Error, dialled.TimedOut, dialled.Elapsed);
        }

        bool owned = false;
        try
        {
            Fault.At(FaultStep.Connect);
            var connection = new BackendConnection(dialled.Connection, this, buffers, registry);
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
