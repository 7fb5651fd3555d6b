using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Hashing;

namespace LearnLoadBalancer.Policies;

/// <summary>Hashing by Maglev's table: shares more even than the ring's, one step to look up; a few more keys move.</summary>
/// <remarks>Envoy: <c>MAGLEV</c>. Google's own load balancers, and Cloudflare's and Facebook's, hash connections so.</remarks>
internal sealed class MaglevPolicy(PolicyParts parts) : HashPolicy(parts)
{
    /// <inheritdoc/>
    protected override SlotTable Build(Roster roster) => new MaglevTable(roster);
}
