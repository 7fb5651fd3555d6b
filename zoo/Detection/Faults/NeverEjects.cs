namespace LearnLoadBalancer.Zoo.Detection.Faults;

/// <summary>Counts failures, and does nothing about them.</summary>
internal sealed class NeverEjects(ZooSettings settings) : DetectingBalancer(settings)
{
    protected override bool MayBeEjected(int ejected, int left, int all) => false;
}
