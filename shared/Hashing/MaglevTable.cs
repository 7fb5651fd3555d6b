using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Hashing;

/// <summary>Maglev's table: 65,537 slots, shared out evenly, and nearly the same for nearly the same backends.</summary>
/// <remarks>
/// Each backend has its own order in which it wants the slots. They take turns, and each takes the first
/// that it wants and that is free. A key is looked up in one step, and the shares are as even as can be;
/// when a backend leaves, a few keys of others move too. Eisenbud and others, "Maglev: A Fast and Reliable
/// Software Network Load Balancer", NSDI 2016, section 3.4. With weights as in Envoy: who weighs half as
/// much as the heaviest takes every second turn.
/// </remarks>
internal sealed class MaglevTable(Roster roster) : SlotTable(Fill(roster))
{
    /// <summary>
    /// The paper's small size. A prime, so every step length goes through all slots. The paper wants a
    /// hundred slots for each backend: beyond some 650 backends the shares get uneven.
    /// </summary>
    public const int Size = 65_537;

    /// <inheritdoc/>
    public override int SlotOf(ulong key) => (int)(key % Size);

    private static int[] Fill(Roster roster)
    {
        if (roster.Count == 0)
        {
            return [];
        }

        var owners = new int[Size];
        Array.Fill(owners, -1);
        ulong[] hashes = [.. roster.Backends.Select(HashOf)];
        (uint Slot, uint Step)[] wants = [.. hashes.Select(hash =>
            ((uint)(StableHash.Nth(hash, 1) % Size), (uint)(StableHash.Nth(hash, 2) % (Size - 1)) + 1))];

        // Where two want the same slot, the first one takes it. The order of the command line must not decide that: another
        // balancer's may be another.
        int[] order = [.. Enumerable.Range(0, roster.Count).OrderBy(place => hashes[place])];
        var turns = new int[roster.Count];
        int heaviest = roster.Weights.Max();
        int left = Size;
        while (true)
        {
            foreach (int place in order)
            {
                turns[place] += roster.Weights[place];
                if (turns[place] < heaviest)
                {
                    continue;
                }

                turns[place] -= heaviest;
                ref (uint Slot, uint Step) want = ref wants[place];
                while (owners[want.Slot] >= 0)
                {
                    want.Slot = (want.Slot + want.Step) % Size;
                }

                owners[want.Slot] = place;
                if (--left == 0)
                {
                    return owners;
                }
            }
        }
    }
}
