using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Zoo.Detection.Faults;

/// <summary>Checks one backend after the other: each that is silent delays all others by its time limit.</summary>
internal sealed class SerialChecks(ZooSettings settings) : DetectingBalancer(settings)
{
    protected override Health CreateHealth(HealthSettings health) => new Serial(health, Detection, Hear);

    private sealed class Serial(HealthSettings settings, DetectionSettings detection, Action<Backend, bool, bool> heard)
        : ApartHealth(settings, detection, heard)
    {
        public override Task RunAsync(CancellationToken stop) => LoopAsync(() => RoundAsync(stop), stop);

        private async Task RoundAsync(CancellationToken stop)
        {
            foreach (Backend backend in All)
            {
                await CheckAsync(backend, stop);
            }
        }
    }
}
