using System.Collections.Concurrent;
using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>Dials, and forgets to hang up: each check leaves a connection behind, until no file descriptor is left.</summary>
internal sealed class KeepsCheckConnections(ZooSettings settings) : Balancer(settings)
{
    protected override Health CreateHealth(HealthSettings health) => new Clinging(health);

    private sealed class Clinging(HealthSettings settings) : Health(settings)
    {
        private readonly BackendConnector _connector = settings.Connector;

        /// <summary>Held fast: the garbage collector would close what is forgotten, some day.</summary>
        private readonly ConcurrentQueue<Socket> _kept = [];

        protected override async Task<bool> IsAliveAsync(Backend backend, CancellationToken stop)
        {
            ConnectResult dialled = await _connector.ConnectAsync(backend, DialLimit, stop);
            if (dialled.Succeeded)
            {
                _kept.Enqueue(dialled.Connection);
            }

            return dialled.Succeeded;
        }
    }
}
