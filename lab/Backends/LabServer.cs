using System.Net.Sockets;
using LearnLoadBalancer.Net;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Lab.Backends;

/// <summary>
/// What the lab's own servers have in common: they accept as the levels do, serve each connection, and their end is
/// as sudden as that of a program that is killed.
/// </summary>
internal sealed class LabServer : ILogger, IAsyncDisposable
{
    private readonly IReadOnlyList<Socket> _listeners;
    private readonly Func<Socket, CancellationToken, Task> _serve;
    private readonly ConnectionSet _connections = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<string> _trouble = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _accepting;

    /// <param name="listeners">Where it listens. It closes them at its end.</param>
    /// <param name="serve">Serves a connection. The token says that the server has ended.</param>
    public LabServer(IReadOnlyList<Socket> listeners, Func<Socket, CancellationToken, Task> serve)
    {
        _listeners = listeners;
        _serve = serve;
        _accepting = Task.WhenAll(listeners.Select(listener => AcceptLoop.RunAsync(listener, Begin, this, TimeProvider.System, _stop.Token)));
    }

    /// <summary>Ends when it could not accept a connection for the first time: it had no descriptors left, say. It says why.</summary>
    public Task<string> Trouble => _trouble.Task;

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        await _accepting;
        foreach (Socket listener in _listeners)
        {
            listener.Dispose();
        }

        _connections.AbortAll();
        await _connections.WhenEmptyAsync();
        _stop.Dispose();
    }

    /// <summary>Is told by the accept loop of what went wrong, and of nothing else.</summary>
    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _trouble.TrySetResult((state as IEnumerable<KeyValuePair<string, object?>>)?.FirstOrDefault(value => value.Key == "Reason").Value as string ?? formatter(state, exception));

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    private void Begin(Socket client)
    {
        _connections.Add(client);
        _ = ServeAsync(client); // Disposing waits for it: it is in the set until it ends.
    }

    private async Task ServeAsync(Socket client)
    {
        try
        {
            client.NoDelay = true;
            await _serve(client, _stop.Token);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException or InvalidDataException)
        {
            // The client left, or talks nonsense, or the server is being stopped. Each ends the connection.
        }
        finally
        {
            client.Dispose();
            _connections.Remove(client);
        }
    }
}
