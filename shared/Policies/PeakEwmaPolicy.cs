using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Tables;

namespace LearnLoadBalancer.Policies;

/// <summary>Draws two, and takes the one where the request will likely be answered sooner.</summary>
/// <remarks>
/// The cost of a backend is its latency of late times the requests before this one, itself included. Twitter's Finagle
/// ("Peak EWMA", <c>com.twitter.finagle.loadbalancer.PeakEwma</c>), and Linkerd after it. It tells a server
/// that is slow from one that is busy, which no count can. A count knows of a stall only through the
/// requests that pile up; this knows from the first late answer on.
/// <para>
/// A policy that measures only answers is blind to a backend that gives none, and sends it even more. So a client that
/// left without a response has measured as well (it would have taken at least so long), and a failure counts as
/// slow, see <see cref="PeakEwma.FailurePenalty"/>. Finagle leaves failures to its failure accrual, which takes
/// the node out. tower, the library below Linkerd's proxy, measures requests that were given up like answers. gRPC's
/// weighted round robin lowers a server's weight by its rate of errors (<c>error_utilization_penalty</c>).
/// </para>
/// </remarks>
internal sealed class PeakEwmaPolicy(PolicyParts parts) : ILoadBalancingPolicy
{
    /// <summary>The cost of a request at a backend that has some and has answered none yet: more than any latency.</summary>
    private const double Unanswered = 1e15;

    private readonly RosterCache<Field> _fields = new(roster => new Field(
        new Contenders(roster, parts.InFlight), [.. roster.Backends.Select(parts.Latencies.Of)]));

    /// <inheritdoc/>
    public void Prepare(IReadOnlyList<Backend> available) => _fields.For(available);

    /// <inheritdoc/>
    public Backend? Pick(IReadOnlyList<Backend> available) => Pick(available, default);

    /// <inheritdoc/>
    public Backend? Pick(IReadOnlyList<Backend> available, in PickContext context)
    {
        Field field = _fields.For(available, context);
        Roster roster = field.Contenders.Roster;
        if (roster.Count == 0)
        {
            return null;
        }

        (int first, int second) = roster.DrawTwo(parts.Random);
        return roster.Backends[field.Cost(second) < field.Cost(first) ? second : first];
    }

    private sealed record Field(Contenders Contenders, PeakEwma[] Averages)
    {
        public double Cost(int place)
        {
            int pending = Contenders.Counts[place].Value;
            double average = Averages[place].Microseconds;

            // Nothing known and nothing pending costs nothing: so everybody is asked once, early.
            return average == 0 && pending > 0
                ? Unanswered + pending
                : average * (pending + 1) / Contenders.Roster.Weights[place];
        }
    }
}
