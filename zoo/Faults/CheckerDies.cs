using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>The first check that throws ends the loop, in silence: every backend stays as it was last seen.</summary>
internal sealed class CheckerDies(ZooSettings settings) : Balancer(settings)
{
    protected override Health CreateHealth(HealthSettings health) => new Mortal(health, Settings.Logger);

    private sealed class Mortal(HealthSettings settings, ILogger logger) : Health(settings)
    {
        public override async Task RunAsync(CancellationToken stop)
        {
            try
            {
                await base.RunAsync(stop);
            }
            catch (SocketException e)
            {
                // Level 2 catches inside the loop. One level further out, and it is over.
                logger.LogWarning("Health checks have ended: {Reason}", e.Message);
            }
        }

        protected override async Task<bool> IsAliveAsync(Backend backend, CancellationToken stop) =>
            await base.IsAliveAsync(backend, stop) ? true : throw new SocketException((int)SocketError.ConnectionRefused);
    }
}
