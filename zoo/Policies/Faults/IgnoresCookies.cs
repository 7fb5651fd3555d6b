using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Zoo.Http;

namespace LearnLoadBalancer.Zoo.Policies.Faults;

/// <summary>Sets cookies, and never reads them.</summary>
internal sealed class IgnoresCookies(ZooSettings settings) : PolicyBalancer(settings)
{
    protected override Backend? HomeOf(Request request, IReadOnlyList<Backend> available) => null;
}
