using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Net;

/// <summary>
/// The life of a server: accept clients, give each its own task, and at the end stop in three steps:
/// take nobody in any more, let the clients inside finish, cut off those that stay too long.
/// </summary>
/// <param name="logger">Where trouble is told.</param>
/// <param name="time">The clock of the pauses and limits.</param>
public sealed class TcpServer(ILogger logger, TimeProvider time)
{
    private readonly ConnectionSet _connections = new();

    /// <summary>How many clients are connected now.</summary>
    public int ConnectionCount => _connections.Count;

    /// <summary>How many clients may be connected at once. Others wait in the kernel's queue until one leaves.</summary>
    public int MaxConnections { get; init; } = ConnectionLimit.OfThisProcess;

    /// <summary>Serves until told to stop, and returns when nothing is left behind.</summary>
    /// <param name="listener">A listening socket. It is closed at the stop.</param>
    /// <param name="handle">
    /// What to do with a client. The socket is closed when its task ends. The token says that the drain
    /// limit is over and the client has been cut off.
    /// </param>
    /// <param name="stop">Ends the accepting and begins the drain.</param>
    public async Task RunAsync(Socket listener, Func<Socket, CancellationToken, Task> handle, CancellationToken stop)
    {
        listener.NoDelay = true; // The clients' sockets inherit it. See BackendConnector: no waiting for more to send.
        using var abort = new CancellationTokenSource();
        await AcceptLoop.RunAsync(
            listener, client => Begin(client, handle, abort.Token), logger, time, stop, () => ConnectionCount < MaxConnections);
        listener.Dispose();

        await Drain.RunAsync(
            _connections.WhenEmptyAsync(),
            _connections.Count,
            () =>
            {
                abort.Cancel();
                _connections.AbortAll();
            },
            logger,
            time);
    }

    private void Begin(Socket client, Func<Socket, CancellationToken, Task> handle, CancellationToken abort)
    {
        _connections.Add(client);

        // Not awaited here, or one client would hold up the next. The drain waits for it instead.
        _ = ServeAsync(client, handle, abort);
    }

    private async Task ServeAsync(Socket client, Func<Socket, CancellationToken, Task> handle, CancellationToken abort)
    {
        try
        {
            await handle(client, abort);
        }
        catch (Exception e) when (abort.IsCancellationRequested && e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The stop has cut it off. Nothing to mend.
        }
        catch (Exception e)
        {
            // A mistake of ours in one connection must not end the others.
            logger.LogError(e, "A connection failed unexpectedly");
        }
        finally
        {
            client.Dispose();
            _connections.Remove(client);
        }
    }
}
