using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>Knows who is dead, asks too late: picks among all, and answers 502 when the picked one is not healthy.</summary>
internal sealed class BadGatewayWhileOthersLive(ZooSettings settings) : Balancer(settings)
{
    private readonly RoundRobinPolicy _policy = new();

    protected override ValueTask<Backend?> PickAsync(Health health)
    {
        Backend? picked = _policy.Pick(health.All);
        return new(picked is not null && health.Available.Contains(picked) ? picked : null);
    }
}
