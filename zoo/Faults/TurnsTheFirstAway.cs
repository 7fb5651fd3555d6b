using System.Net.Sockets;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>Listens before it knows of any backend that is up: its first clients are turned away.</summary>
internal sealed class TurnsTheFirstAway(ZooSettings settings) : Balancer(settings)
{
    /// <summary>Fewer than the requests that the checker sends at the start. What comes later is served, as after a first round of checks.</summary>
    private const int TurnedAway = 3;

    private int _came;

    protected override Task ServeAsync(Socket client, Health health, CancellationToken abort) =>
        Interlocked.Increment(ref _came) <= TurnedAway ? SendBadGatewayAsync(client, abort) : base.ServeAsync(client, health, abort);
}
