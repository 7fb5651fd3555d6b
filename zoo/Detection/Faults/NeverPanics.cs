namespace LearnLoadBalancer.Zoo.Detection.Faults;

/// <summary>However few are left, they get everything.</summary>
internal sealed class NeverPanics(ZooSettings settings) : DetectingBalancer(settings)
{
    protected override bool IsPanic(int usable, int all) => false;
}
