namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 5, naive: when its time is over, an ejected backend gets what it always got.</summary>
internal sealed class EverybodyMayTry(TimeSpan until)
{
    public bool MayEnter(TimeSpan now)
    {
        return now >= until;
    }
}
