namespace LearnLoadBalancer.Zoo.Detection.Faults;

/// <summary>Waits for a request to find out whether an ejected backend works again, and sends it none.</summary>
internal sealed class NeverHalfOpens(ZooSettings settings) : DetectingBalancer(settings)
{
    protected override bool IsOver(Ejection ejection) => false;
}
