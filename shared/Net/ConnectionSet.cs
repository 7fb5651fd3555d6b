using System.Net.Sockets;

namespace LearnLoadBalancer.Net;

/// <summary>The clients that are connected now, so that stopping can wait for them or cut them off.</summary>
internal sealed class ConnectionSet
{
    private readonly Lock _lock = new();
    private readonly HashSet<Socket> _clients = [];
    private TaskCompletionSource? _emptied;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _clients.Count;
            }
        }
    }

    /// <summary>Must come before the connection's work begins, or a stop could overlook it.</summary>
    public void Add(Socket client)
    {
        lock (_lock)
        {
            _clients.Add(client);
        }
    }

    /// <summary>Must come after the connection's work has ended, and everything it held is free.</summary>
    public void Remove(Socket client)
    {
        lock (_lock)
        {
            _clients.Remove(client);
            if (_clients.Count == 0)
            {
                _emptied?.TrySetResult();
            }
        }
    }

    /// <summary>Ends when no client is left. Nobody may be added any more.</summary>
    public Task WhenEmptyAsync()
    {
        lock (_lock)
        {
            // The waiter must not run inside Remove's lock, hence the asynchronous continuation.
            _emptied ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_clients.Count == 0)
            {
                _emptied.TrySetResult();
            }

            return _emptied.Task;
        }
    }

    /// <summary>Cuts every client off. Their tasks notice, clean up and call <see cref="Remove"/>.</summary>
    public void AbortAll()
    {
        Socket[] clients;
        lock (_lock)
        {
            clients = [.. _clients];
        }

        foreach (Socket client in clients)
        {
            client.Abort();
        }
    }
}
