using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Policies;

/// <summary>Level 1's turns without its lock: one atomic addition takes a ticket, and the ticket says who it is.</summary>
/// <remarks>
/// Nobody waits, however many threads pick. The price: when the list gets longer or shorter, the next ticket
/// falls anywhere in it, where Level 1's index stays at the beginning or goes on. From then on the turns are
/// even again. nginx: without weights; Envoy: <c>ROUND_ROBIN</c>; YARP: <c>RoundRobin</c>, which does the same.
/// </remarks>
/// <param name="lastTicket">The one before the first. After the largest comes 0.</param>
internal sealed class AtomicRoundRobinPolicy(uint lastTicket = uint.MaxValue) : ILoadBalancingPolicy
{
    private uint _lastTicket = lastTicket;

    /// <inheritdoc/>
    public Backend? Pick(IReadOnlyList<Backend> available)
    {
        if (available.Count == 0)
        {
            return null;
        }

        // Without a sign: a ticket that had become negative would be no place.
        uint ticket = Interlocked.Increment(ref _lastTicket);
        return available[(int)(ticket % (uint)available.Count)];
    }
}
