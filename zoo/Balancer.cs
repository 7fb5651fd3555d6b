using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Zoo;

/// <summary>
/// The one animal of the zoo that is healthy: a balancer like Level 2's, whose every step is a method
/// of its own. A fault overrides one step and leaves the others alone, so that a check which it fails
/// has found just this.
/// </summary>
internal class Balancer(ZooSettings settings)
{
    private readonly BackendConnector _connector = new(TimeProvider.System);
    private readonly RoundRobinPolicy _policy = new();

    /// <summary>The backends in their order, the check interval and the log.</summary>
    protected ZooSettings Settings => settings;

    /// <summary>Checks once, then serves clients, and goes on checking, until told to stop.</summary>
    public async Task RunAsync(Socket listener, CancellationToken stop)
    {
        Health health = CreateHealth(new HealthSettings(settings.Backends, settings.Interval, settings.Logger, _connector));
        await health.CheckAllAsync(stop);

        Task checking = health.RunAsync(stop);
        await new TcpServer(settings.Logger, TimeProvider.System).RunAsync(
            listener, (client, abort) => ServeAsync(client, health, abort), stop);
        await checking;
    }

    /// <summary>One client, from its first byte to its last: choose, dial, relay.</summary>
    protected virtual async Task ServeAsync(Socket client, Health health, CancellationToken abort)
    {
        Backend? backend = await PickAsync(health);
        if (backend is null)
        {
            await SendBadGatewayAsync(client, abort);
            return;
        }

        ConnectResult dialled = await _connector.ConnectAsync(backend, BackendConnector.DefaultLimit, abort);
        if (!dialled.Succeeded)
        {
            await SendBadGatewayAsync(client, abort);
            return;
        }

        await RelayAsync(client, dialled.Connection);
    }

    /// <summary>The backend for this client, or null when there is none.</summary>
    protected virtual ValueTask<Backend?> PickAsync(Health health) => new(_policy.Pick(health.Available));

    /// <summary>Tells the client that its backend can't be reached.</summary>
    protected virtual Task SendBadGatewayAsync(Socket client, CancellationToken abort) =>
        BadGateway.SendAsync(client, TimeProvider.System, abort);

    /// <summary>Copies both ways until both have ended, and closes the backend's connection.</summary>
    protected virtual async Task RelayAsync(Socket client, Socket backend)
    {
        using (backend)
        {
            await new Relay(client, backend, CreateUpload(client, backend), CreateDownload(backend, client)).RunAsync();
        }
    }

    /// <summary>The direction from the client to the backend.</summary>
    protected virtual Copier CreateUpload(Socket client, Socket backend) => new(client, backend);

    /// <summary>The direction from the backend to the client.</summary>
    protected virtual Copier CreateDownload(Socket backend, Socket client) => new(backend, client);

    /// <summary>What finds out who is alive, and remembers it.</summary>
    protected virtual Health CreateHealth(HealthSettings health) => new(health);
}
