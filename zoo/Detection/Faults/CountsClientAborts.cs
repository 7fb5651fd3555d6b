namespace LearnLoadBalancer.Zoo.Detection.Faults;

/// <summary>A request without a response is a failure of its backend, whoever has ended it.</summary>
internal sealed class CountsClientAborts(ZooSettings settings) : DetectingBalancer(settings)
{
    protected override bool IsBackendsFault(bool clientHasLeft) => true;
}
