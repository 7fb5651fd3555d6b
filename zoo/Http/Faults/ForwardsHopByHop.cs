namespace LearnLoadBalancer.Zoo.Http.Faults;

/// <summary>Removes Connection, but not the fields that it names.</summary>
internal sealed class ForwardsHopByHop(ZooSettings settings) : HttpBalancer(settings)
{
    protected override void RemoveHopByHop(Head head)
    {
        head.Remove("Connection");
        head.Remove("Upgrade");
    }
}
