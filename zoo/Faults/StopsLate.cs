namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>Looks whether it shall stop only between two checks, and sleeps in between: Ctrl+C takes up to an interval.</summary>
internal sealed class StopsLate(ZooSettings settings) : Balancer(settings)
{
    protected override Health CreateHealth(HealthSettings health) => new Sleepy(health);

    private sealed class Sleepy(HealthSettings settings) : Health(settings)
    {
        private readonly TimeSpan _interval = settings.Interval;

        public override async Task RunAsync(CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
            {
                await Task.Delay(_interval, CancellationToken.None);
                await CheckAllAsync(CancellationToken.None);
            }
        }
    }
}
