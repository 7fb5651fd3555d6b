namespace LearnLoadBalancer.Zoo.Policies.Faults;

/// <summary>Draws twice, and forgets that the second may be the first: then there is nothing to choose.</summary>
internal sealed class LooksTwiceAtOne(ZooSettings settings) : PolicyBalancer(settings)
{
    protected override (int First, int Second) DrawTwo(int count) => (Random.Shared.Next(count), Random.Shared.Next(count));
}
