namespace LearnLoadBalancer.Zoo.Http.Faults;

/// <summary>Uses a kept connection without looking at it, and answers 502 when it turns out to be closed.</summary>
internal sealed class GivesUpOnStale(ZooSettings settings) : HttpBalancer(settings)
{
    protected override bool IsGood(HttpConnection kept) => true;

    protected override bool MayRepeat(Request request) => false;
}
