namespace LearnLoadBalancer.Zoo.Detection.Faults;

/// <summary>Believes every single check: one that fails takes its backend out, and one that passes brings it back.</summary>
internal sealed class FlapsAtOnce(ZooSettings settings) : DetectingBalancer(settings)
{
    protected override DetectionSettings Detection => base.Detection with { Rise = 1, Fall = 1 };
}
