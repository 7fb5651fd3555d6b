using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Zoo.Detection.Faults;

/// <summary>A check that passes ends an ejection, though it asks for a page that was fine all the time.</summary>
internal sealed class PardonsAtACheck(ZooSettings settings) : DetectingBalancer(settings)
{
    protected override void Hear(Backend backend, bool passed, bool isBack)
    {
        base.Hear(backend, passed, isBack);
        if (passed)
        {
            Readmit(backend);
        }
    }
}
