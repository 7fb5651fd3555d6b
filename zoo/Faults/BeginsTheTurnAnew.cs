using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>Every round of checks makes a new list of the healthy, and with it a new turn: who comes once per round always meets the first.</summary>
internal sealed class BeginsTheTurnAnew(ZooSettings settings) : Balancer(settings)
{
    private volatile RoundRobinPolicy _turn = new();

    protected override ValueTask<Backend?> PickAsync(Health health) => new(_turn.Pick(health.Available));

    protected override Health CreateHealth(HealthSettings health) => new Renewing(health, () => _turn = new RoundRobinPolicy());

    private sealed class Renewing(HealthSettings settings, Action renew) : Health(settings)
    {
        public override async Task CheckAllAsync(CancellationToken stop)
        {
            await base.CheckAllAsync(stop);
            renew();
        }
    }
}
