using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Policies;

/// <summary>Draws two, and takes the one with fewer requests in flight for its weight.</summary>
/// <remarks>
/// Of n requests thrown at n servers by chance, the fullest gets about ln n / ln ln n; with one look at a
/// second server only ln ln n / ln 2 (Azar and others 1994; Mitzenmacher, "The Power of Two Choices in
/// Randomized Load Balancing", 2001). Two looks, however many backends there are. And where the counts are
/// old or partial it beats the search for the least: the many balancers that believe the same news do not
/// all run to the same server. Envoy: <c>LEAST_REQUEST</c>; nginx: <c>random two least_conn</c>;
/// HAProxy: <c>random(2)</c>; YARP: <c>PowerOfTwoChoices</c>, its default.
/// </remarks>
internal sealed class PowerOfTwoPolicy(PolicyParts parts) : ILoadBalancingPolicy
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
        Roster roster = contenders.Roster;
        if (roster.Count == 0)
        {
            return null;
        }

        // exercise 4.4: begin
        (int first, int second) = roster.DrawTwo(parts.Random);
        long difference = Contenders.Compare(
            contenders.Counts[second].Value, roster.Weights[second], contenders.Counts[first].Value, roster.Weights[first]);
        return roster.Backends[difference < 0 ? second : first];
        // exercise 4.4: end
    }
}
