using System.Collections.Frozen;
using System.Text;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Hashing;

namespace LearnLoadBalancer.Sticky;

/// <summary>Where a session moves whose home is gone: to the same place, whichever of its requests asks.</summary>
/// <remarks>
/// A page loads with many requests at once, all with the old cookie. If a policy were asked for each, they
/// would scatter, and the session would be in several places. Nothing is remembered, so the new home has to
/// follow from what all of them have in common: the client's address and the old home. Rendezvous hashing: each
/// backend draws a number that is made from these two and its name, and the best number wins. When another
/// backend comes or goes, the winner stays unless it is that one. Thaler and Ravishankar, "Using Name-Based
/// Mappings to Increase Hit Rates", IEEE/ACM Transactions on Networking, 1998.
/// <para>The sessions of many clients behind one address move together: they can't be told apart.</para>
/// </remarks>
/// <param name="backends">All that there are.</param>
internal sealed class NewHomes(IEnumerable<Backend> backends)
{
    private readonly FrozenDictionary<Backend, ulong> _hashes =
        backends.Distinct().ToFrozenDictionary(backend => backend, backend => StableHash.Of(Encoding.UTF8.GetBytes(backend.ToString())));

    /// <summary>The new home.</summary>
    /// <param name="home">The old one.</param>
    /// <param name="address">The client's address, as text.</param>
    /// <param name="roster">Who may be chosen, and takes how much of what moves.</param>
    /// <param name="context">Which backends were tried already.</param>
    /// <returns>Null when nobody takes anything new.</returns>
    public Backend? Find(Backend home, ReadOnlySpan<byte> address, Roster roster, in PickContext context)
    {
        ulong session = StableHash.Nth(StableHash.Of(address) ^ _hashes[home], 1);
        Backend? best = null;
        double bestTime = double.PositiveInfinity;
        for (int place = 0; place < roster.Count; place++)
        {
            Backend candidate = roster.Backends[place];
            if (context.HasTried(candidate))
            {
                continue;
            }

            // With weights it is a race: a backend that weighs twice as much runs twice as fast, so its time (exponentially
            // distributed) is the shortest with twice the chance.
            double drawn = ((StableHash.Nth(session ^ _hashes[candidate], 1) >> 11) + 0.5) / (1UL << 53);
            double time = -Math.Log(drawn) / roster.Weights[place];
            if (time < bestTime)
            {
                (best, bestTime) = (candidate, time);
            }
        }

        return best;
    }
}
