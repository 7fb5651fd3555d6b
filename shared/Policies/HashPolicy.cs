using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Hashing;

namespace LearnLoadBalancer.Policies;

/// <summary>What the hashing policies have in common: a key belongs to a slot, a slot to a backend; if need be, the next slot's.</summary>
/// <remarks>
/// The same key goes to the same backend: its cache is warm, its session is there. The bound on the load is
/// from Mirrokni, Thorup and Zadimoghaddam, "Consistent Hashing with Bounded Loads", 2016: nobody takes more
/// than so many times its fair share of what is in flight, and what is too much goes to the owner of the
/// next slot. HAProxy: <c>hash-balance-factor</c>; Envoy: <c>hash_balance_factor</c>.
/// </remarks>
internal abstract class HashPolicy : ILoadBalancingPolicy
{
    /// <summary>Notes for so many backends cost no allocation.</summary>
    private const int MostOnTheStack = 512;

    private readonly PolicyParts _parts;
    private readonly RosterCache<Placement> _placements;

    protected HashPolicy(PolicyParts parts)
    {
        _parts = parts;
        _placements = new RosterCache<Placement>(roster => new Placement(Build(roster), new Contenders(roster, parts.InFlight)));
    }

    /// <inheritdoc/>
    public Backend? Pick(IReadOnlyList<Backend> available) => Pick(available, default);

    /// <inheritdoc/>
    public Backend? Pick(IReadOnlyList<Backend> available, in PickContext context)
    {
        (SlotTable table, Contenders contenders) = _placements.For(available);
        if (contenders.Roster.Count == 0)
        {
            return null;
        }

        // Without a key any slot will do. (A fixed one for all would be the worst choice.)
        int slot = table.SlotOf(context.TryGetHashKey(out ulong key) ? key : (ulong)_parts.Random.NextInt64(long.MinValue, long.MaxValue));
        int place = table.Owners[slot];
        Backend owner = contenders.Roster.Backends[place];
        return !context.HasTried(owner) && HasRoom(contenders, place) ? owner : PickAnother(table.Owners, slot, contenders, context);
    }

    /// <inheritdoc/>
    public void Prepare(IReadOnlyList<Backend> available) => _placements.For(available);

    /// <summary>Shares the slots out. With many backends that takes a while: see <see cref="Prepare"/>.</summary>
    protected abstract SlotTable Build(Roster roster);

    /// <summary>Goes on from a slot whose owner was tried or is full, until somebody will do or everybody has been asked.</summary>
    private Backend? PickAnother(int[] owners, int slot, Contenders contenders, in PickContext context)
    {
        // A table has thousands of slots, however few own them: so note who was asked, and stop after the last.
        int count = contenders.Roster.Count;
        Span<bool> asked = count <= MostOnTheStack ? stackalloc bool[MostOnTheStack] : new bool[count];
        int left = count;
        Backend? full = null;
        for (int slots = owners.Length; slots > 0 && left > 0; slots--)
        {
            int place = owners[slot];
            if (!asked[place])
            {
                asked[place] = true;
                left--;
                Backend owner = contenders.Roster.Backends[place];
                if (!context.HasTried(owner))
                {
                    if (HasRoom(contenders, place))
                    {
                        return owner;
                    }

                    full ??= owner; // If everybody else was tried, too much is better than none.
                }
            }

            slot = slot + 1 == owners.Length ? 0 : slot + 1;
        }

        return full;
    }

    private bool HasRoom(Contenders contenders, int place)
    {
        if (_parts.LoadBound is not { } bound)
        {
            return true;
        }

        // This request counts as well, in the sum and at the backend. What others have, who drain or have
        // fallen ill, is not there to be shared.
        double fair = (contenders.TotalInFlight + 1.0) * contenders.Roster.Weights[place] / contenders.Roster.TotalWeight;
        return contenders.Counts[place].Value + 1 <= Math.Ceiling(fair * bound);
    }

    private sealed record Placement(SlotTable Table, Contenders Contenders);
}
