namespace LearnLoadBalancer.Zoo.Http.Faults;

/// <summary>Removes Upgrade with the other fields for the next hop, and leaves it at that.</summary>
internal sealed class RefusesUpgrades(ZooSettings settings) : HttpBalancer(settings)
{
    protected override bool IsUpgrade(Request request) => false;
}
