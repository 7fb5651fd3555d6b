using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 4, naive: the remainder decides, and it is another one for every key when a backend leaves.</summary>
internal sealed class ModuloHash : ILoadBalancingPolicy
{
    public Backend? Pick(IReadOnlyList<Backend> available) => Pick(available, default);

    public Backend? Pick(IReadOnlyList<Backend> available, in PickContext context)
    {
        _ = context.TryGetHashKey(out ulong key);
        return available[(int)(key % (ulong)available.Count)];
    }
}
