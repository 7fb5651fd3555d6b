using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Hashing;

namespace LearnLoadBalancer.Policies;

/// <summary>Consistent hashing on a ring. When one of N backends comes or goes, 1/N of the keys move, and no others.</summary>
/// <remarks>nginx: <c>hash ... consistent</c>; HAProxy: <c>hash-type consistent</c>; Envoy: <c>RING_HASH</c>.</remarks>
internal sealed class RingHashPolicy(PolicyParts parts) : HashPolicy(parts)
{
    /// <inheritdoc/>
    protected override SlotTable Build(Roster roster) => new Ring(roster);
}
