namespace LearnLoadBalancer.Zoo.Detection.Faults;

/// <summary>In a panic it uses all backends, also those where nobody listens.</summary>
internal sealed class PanicsToTheDead(ZooSettings settings) : DetectingBalancer(settings)
{
    protected override bool IsRevived(bool isGone) => true;
}
