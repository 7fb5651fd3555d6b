using System.Net.Sockets;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>Looks for the next healthy backend until there is one. With none, the client waits, and nobody tells it for what.</summary>
internal sealed class WaitsForABackend(ZooSettings settings) : Balancer(settings)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    protected override async Task ServeAsync(Socket client, Health health, CancellationToken abort)
    {
        while (health.Available.Count == 0)
        {
            await Task.Delay(Pause, abort);
        }

        await base.ServeAsync(client, health, abort);
    }
}
