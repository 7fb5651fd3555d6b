using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Health;

/// <summary>The simplest check there is: a backend that takes a connection is alive.</summary>
/// <param name="connector">Dials.</param>
public sealed class TcpCheck(BackendConnector connector)
{
    /// <summary>How long a backend has to accept: 2 seconds. A healthy one needs milliseconds, and a round of checks waits for the slow ones.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Dials, and hangs up.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public async Task<bool> IsAliveAsync(Backend backend, CancellationToken stop)
    {
        // exercise 2.1: begin
        ConnectResult dialled = await connector.ConnectAsync(backend, Limit, stop);
        dialled.Connection?.Dispose();
        return dialled.Succeeded;
        // exercise 2.1: end
    }
}
