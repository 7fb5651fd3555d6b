namespace LearnLoadBalancer.Zoo.Detection.Faults;

/// <summary>A backend that comes back gets its full share from the first moment on.</summary>
internal sealed class StartsAtOnce(ZooSettings settings) : DetectingBalancer(settings)
{
    protected override double ShareOf(TimeSpan back, TimeSpan slowStart) => 1;
}
