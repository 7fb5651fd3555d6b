using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>
/// Requests and checks exclude each other, as with one lock around a whole round: while a check waits
/// for a backend that does not pick up, so does every client.
/// </summary>
internal sealed class ChecksBlockRequests(ZooSettings settings) : Balancer(settings)
{
    protected override Health CreateHealth(HealthSettings health) => new Blocking(health);

    protected override async ValueTask<Backend?> PickAsync(Health health)
    {
        await ((Blocking)health).Round;
        return await base.PickAsync(health);
    }

    private sealed class Blocking(HealthSettings settings) : Health(settings)
    {
        private volatile Task _round = Task.CompletedTask;

        /// <summary>The round that is under way, or the last one.</summary>
        public Task Round => _round;

        public override Task CheckAllAsync(CancellationToken stop) => _round = base.CheckAllAsync(stop);
    }
}
