namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>A round of checks that finds nobody alive is the last one: "nobody is healthy" is an end, not a state.</summary>
internal sealed class GivesUp(ZooSettings settings) : Balancer(settings)
{
    protected override Health CreateHealth(HealthSettings health) => new Discouraged(health);

    private sealed class Discouraged(HealthSettings settings) : Health(settings)
    {
        private bool _hasGivenUp;

        public override async Task CheckAllAsync(CancellationToken stop)
        {
            if (!_hasGivenUp)
            {
                await base.CheckAllAsync(stop);
                _hasGivenUp = Available.Count == 0;
            }
        }
    }
}
