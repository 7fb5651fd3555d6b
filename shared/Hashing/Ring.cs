using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Hashing;

/// <summary>The hash ring: points on a circle of 2^64, many of each backend. A key belongs to the next point.</summary>
/// <remarks>
/// Where a backend's points lie depends on its name alone. So when one leaves, only its keys move, to those
/// who own the next points; when one comes, it takes keys from all, and nothing moves between the others.
/// Karger and others, "Consistent Hashing and Random Trees", 1997.
/// </remarks>
internal sealed class Ring : SlotTable
{
    /// <summary>
    /// Points for each unit of weight. The shares differ by about 1 / sqrt(points): 8 %. nginx
    /// (<c>hash ... consistent</c>) and libketama have the same number.
    /// </summary>
    public const int PointsPerWeight = 160;

    /// <summary>
    /// With more points than that, of all that are configured, everybody gets fewer: 12 MB and a tenth of a
    /// second to sort are enough. Of a backend's points the first stay where they are, and how many those are
    /// does not depend on who is up: one more who is configured costs each of the others 1/N of its points.
    /// </summary>
    public const int MostPoints = 1 << 20;

    private readonly ulong[] _points;

    public Ring(Roster roster)
        : this(Sort(roster))
    {
    }

    private Ring((ulong[] Points, int[] Owners) sorted)
        : base(sorted.Owners) => _points = sorted.Points;

    /// <inheritdoc/>
    public override int SlotOf(ulong key)
    {
        // exercise 4.3: begin
        int found = Array.BinarySearch(_points, key);
        int next = found < 0 ? ~found : found;
        return next == _points.Length ? 0 : next; // Past the last point the circle begins again.
        // exercise 4.3: end
    }

    private static (ulong[] Points, int[] Owners) Sort(Roster roster)
    {
        double perWeight = Math.Min(PointsPerWeight, (double)MostPoints / roster.ConfiguredWeight);
        int[] counts = [.. roster.Weights.Select(weight => Math.Max((int)(weight * perWeight), 1))];
        var points = new ulong[counts.Sum()];
        var owners = new int[points.Length];
        int next = 0;
        for (int place = 0; place < roster.Count; place++)
        {
            ulong hash = HashOf(roster.Backends[place]);
            for (int point = 0; point < counts[place]; point++)
            {
                (points[next], owners[next++]) = (StableHash.Nth(hash, point), place);
            }
        }

        Array.Sort(points, owners);
        return (points, owners);
    }
}
