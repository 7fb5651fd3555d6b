namespace LearnLoadBalancer.Zoo.Detection.Faults;

/// <summary>When an ejection is over, everybody may try.</summary>
internal sealed class HalfOpensToAll(ZooSettings settings) : DetectingBalancer(settings)
{
    protected override bool MayProbe(Ejection ejection) => true;
}
