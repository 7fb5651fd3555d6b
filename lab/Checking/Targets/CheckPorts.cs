using LearnLoadBalancer.Lab.Ports;

namespace LearnLoadBalancer.Lab.Checking.Targets;

/// <summary>Ports for the program under test and for the backends.</summary>
/// <remarks>
/// Not from the range that the system takes ports of outgoing connections from (Linux: 32768 to 60999):
/// while a backend is dead its port is free, and the next connection of anybody could take it. So the
/// backend could not come back. And from blocks of our own, see <see cref="PortBlock"/>: two runs at the same
/// time, a class that is graded and tests beside it, would else take each other's.
/// </remarks>
internal static class CheckPorts
{
    private const int First = 20_000;
    private const int Blocks = 300;

    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "learn-load-balancer-ports");
    private static readonly Lock Picking = new();
    private static readonly List<PortBlock> Taken = [];

    /// <summary>Where the search for a block begins: for each process elsewhere, so that the first look mostly succeeds.</summary>
    private static int _place = (int)(unchecked((uint)Environment.ProcessId * 2_654_435_761) % Blocks);

    /// <summary>Picks ports that nobody listens on now. None is picked twice.</summary>
    /// <exception cref="InvalidOperationException">All are taken: by more than a hundred runs at once.</exception>
    public static int[] PickFree(int count) => Pick(count, neighbours: false);

    /// <summary>The same, with ports that follow each other.</summary>
    /// <inheritdoc cref="PickFree"/>
    public static int[] PickNeighbours(int count) => Pick(count, neighbours: true);

    private static int[] Pick(int count, bool neighbours)
    {
        var ports = new List<int>();
        lock (Picking)
        {
            while (ports.Count < count)
            {
                int? port = Taken.Count > 0 ? Taken[^1].TakeNext() : null;
                if (port is { } free && PortProbe.IsFree(free))
                {
                    ports.Add(free);
                    continue;
                }

                if (neighbours)
                {
                    ports.Clear();
                }

                if (port is null)
                {
                    Taken.Add(TakeBlock());
                }
            }
        }

        return [.. ports];
    }

    private static PortBlock TakeBlock()
    {
        for (int tried = 0; tried < Blocks; tried++)
        {
            int first = First + (_place++ % Blocks * PortBlock.Size);
            if (PortBlock.TryTake(Folder, first) is { } block)
            {
                return block;
            }
        }

        throw new InvalidOperationException($"All ports from {First} to {First + (Blocks * PortBlock.Size) - 1} are taken by programs of the lab. End some of them.");
    }
}
