using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Policies;

/// <summary>Picks the backend with the fewest requests in flight, for its weight.</summary>
/// <remarks>
/// It needs no knowledge of the backends: a slow one keeps its requests longer, so it gets fewer. nginx
/// (<c>least_conn</c>) compares the same fraction. Ties are not rare: on a quiet day all counts are 0, and
/// "the first of the best" would send everything to the first. So chance decides between equals, by weight.
/// It looks at all of them: for hundreds fine, for thousands see <see cref="PowerOfTwoPolicy"/>.
/// HAProxy: <c>leastconn</c>; Envoy: <c>LEAST_REQUEST</c> with full scan; YARP: <c>LeastRequests</c>.
/// </remarks>
internal sealed class LeastRequestsPolicy(PolicyParts parts) : ILoadBalancingPolicy
{
    private readonly RosterCache<Contenders> _contenders = new(roster => new Contenders(roster, parts.InFlight));

    /// <inheritdoc/>
    public void Prepare(IReadOnlyList<Backend> available) => _contenders.For(available);

    /// <inheritdoc/>
    public Backend? Pick(IReadOnlyList<Backend> available) => Pick(available, default);

    /// <inheritdoc/>
    public Backend? Pick(IReadOnlyList<Backend> available, in PickContext context)
    {
        Contenders contenders = _contenders.For(available, context);
        int[] weights = contenders.Roster.Weights;
        int best = -1;
        int bestCount = 0;
        int weightOfTies = 0;
        for (int place = 0; place < weights.Length; place++)
        {
            int count = contenders.Counts[place].Value;
            long difference = best < 0 ? -1 : Contenders.Compare(count, weights[place], bestCount, weights[best]);
            if (difference < 0)
            {
                (best, bestCount, weightOfTies) = (place, count, weights[place]);
            }
            else if (difference == 0)
            {
                // One more of the best: it takes over with the chance that its weight has among them all so
                // far. In the end each has had its fair chance, without a list of them. (Reservoir sampling,
                // Chao 1982, for a sample of one.)
                weightOfTies += weights[place];
                if (parts.Random.Next(weightOfTies) < weights[place])
                {
                    (best, bestCount) = (place, count);
                }
            }
        }

        return best < 0 ? null : contenders.Roster.Backends[best];
    }
}
