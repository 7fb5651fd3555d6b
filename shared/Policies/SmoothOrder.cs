using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Policies;

/// <summary>The scores of smooth weighted round robin, for one list of backends.</summary>
/// <remarks>
/// nginx keeps a score for each backend and goes over all of them at each pick. But backends of the same
/// weight take turns, in the order of the list: their scores grow alike, and who was picked has paid once
/// more than who was not. So one score for each weight is enough, that of the next one in turn. The picks
/// are the very same, and ten thousand backends with four weights between them cost no more than four.
/// </remarks>
internal sealed class SmoothOrder
{
    private readonly Lock _lock = new();
    private readonly Roster _roster;
    private readonly Group[] _groups;

    public SmoothOrder(Roster roster)
    {
        _roster = roster;
        _groups =
        [
            .. Enumerable.Range(0, roster.Count)
                .GroupBy(place => roster.Weights[place])
                .Select(group => new Group { Weight = group.Key, Members = [.. group] }),
        ];
    }

    /// <summary>Picks the next one that the request has not been to.</summary>
    public Backend? Next(in PickContext context)
    {
        // All scores change together: that takes a lock, as nginx takes one. It is held for a few additions.
        lock (_lock)
        {
            // A backend that was tried already loses this turn. One round has everybody in it, so it is far enough to look.
            for (int turn = 0; turn < _roster.TotalWeight; turn++)
            {
                Backend next = _roster.Backends[Turn()];
                if (!context.HasTried(next))
                {
                    return next;
                }
            }

            return null;
        }
    }

    private int Turn()
    {
        // exercise 4.2: begin
        ref Group best = ref _groups[0];
        foreach (ref Group group in _groups.AsSpan())
        {
            group.Score += group.Weight;
            if (group.Score > best.Score || (group.Score == best.Score && group.Next < best.Next))
            {
                best = ref group;
            }
        }

        int picked = best.Next;
        if (++best.Turn == best.Members.Length)
        {
            // The group has gone round. The next one has been picked as often as the one before.
            best.Turn = 0;
            best.Score -= _roster.TotalWeight;
        }

        return picked;
        // exercise 4.2: end
    }

    /// <summary>The backends of one weight.</summary>
    private struct Group
    {
        public required int Weight { get; init; }

        public required int[] Members { get; init; }

        /// <summary>Whose turn it is among them.</summary>
        public int Turn { get; set; }

        /// <summary>The score of the one whose turn it is.</summary>
        public long Score { get; set; }

        public readonly int Next => Members[Turn];
    }
}
