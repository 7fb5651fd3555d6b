using System.Net.Sockets;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>
/// A client needs a place, and who got a 502 never gives it back. One day, long after the first outage, there is
/// none left: clients are accepted, and wait.
/// </summary>
internal sealed class RunsDry(ZooSettings settings) : Balancer(settings)
{
    /// <summary>As many as the checks of Level 1 send to dead backends: so the next one finds nobody to serve it.</summary>
    private const int Places = 9;

    private int _lost;

    protected override Task ServeAsync(Socket client, Health health, CancellationToken abort) =>
        Volatile.Read(ref _lost) < Places ? base.ServeAsync(client, health, abort) : Task.Delay(Timeout.Infinite, abort);

    protected override async Task SendBadGatewayAsync(Socket client, CancellationToken abort)
    {
        await base.SendBadGatewayAsync(client, abort);
        Interlocked.Increment(ref _lost);
    }
}
