namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>Takes the exception that ends its checks for one more check that failed, and goes on, for ever. The program waits for it.</summary>
internal sealed class SwallowsTheStop(ZooSettings settings) : Balancer(settings)
{
    protected override Health CreateHealth(HealthSettings health) => new Deaf(health);

    private sealed class Deaf(HealthSettings settings) : Health(settings)
    {
        private readonly TimeSpan _interval = settings.Interval;

        public override async Task RunAsync(CancellationToken stop)
        {
            while (true)
            {
                try
                {
                    await Task.Delay(_interval, CancellationToken.None);
                    await CheckAllAsync(stop);
                }
                catch (OperationCanceledException)
                {
                    // "Whatever it was, it must not end the loop." This one must.
                }
            }
        }
    }
}
