using System.Text;
using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Hashing;

/// <summary>Slots, each owned by a backend. A key belongs to a slot, and so to a backend.</summary>
/// <param name="owners">For each slot the place of its owner in the roster.</param>
internal abstract class SlotTable(int[] owners)
{
    /// <summary>For each slot the place of its owner in the roster. Empty when nobody takes part.</summary>
    public int[] Owners { get; } = owners;

    /// <summary>The slot of a key. There must be one.</summary>
    public abstract int SlotOf(ulong key);

    /// <summary>The hash of a backend's name: of what was configured, so every balancer has the same.</summary>
    protected static ulong HashOf(Backend backend) => StableHash.Of(Encoding.UTF8.GetBytes(backend.ToString()));
}
