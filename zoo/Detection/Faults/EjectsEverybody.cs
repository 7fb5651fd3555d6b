namespace LearnLoadBalancer.Zoo.Detection.Faults;

/// <summary>Ejects whoever has failed often enough, however few are left.</summary>
internal sealed class EjectsEverybody(ZooSettings settings) : DetectingBalancer(settings)
{
    protected override bool MayBeEjected(int ejected, int left, int all) => true;
}
