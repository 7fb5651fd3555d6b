namespace LearnLoadBalancer.Lab.Checking.Recording;

/// <summary>How often a program looks after its backends, as they see it.</summary>
internal static class HealthRhythm
{
    /// <summary>Fewer gaps between two dials are no rhythm.</summary>
    private const int FewestGaps = 3;

    /// <summary>So much of the usual gap may one be off. On a busy machine, or where another dial came between, it is more.</summary>
    private const double Tolerance = 0.2;

    /// <summary>Two that come closer together are one look, at two addresses or for two reasons.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.2);

    /// <summary>The time between two looks: half a second or so exact. Null: they do not come, or in no rhythm.</summary>
    /// <param name="happened">The time line of a run.</param>
    public static TimeSpan? Of(IReadOnlyList<TimelineEvent> happened)
    {
        TimeSpan[] gaps = [.. happened
            .Where(one => one.Kind == EventKind.Dial && one.Lane.Backend > 0)
            .GroupBy(one => one.Lane)
            .SelectMany(lane => Gaps([.. lane.Select(one => one.At)]))
            .Order()];
        if (gaps.Length < FewestGaps)
        {
            return null;
        }

        TimeSpan usual = gaps[gaps.Length / 2];
        int regular = gaps.Count(gap => (gap - usual).Duration() <= Tolerance * usual);
        return 2 * regular < gaps.Length + 1 || regular < FewestGaps ? null : Rounded(usual);
    }

    private static IEnumerable<TimeSpan> Gaps(TimeSpan[] times) =>
        times.Zip(times.Skip(1), (one, next) => next - one).Where(gap => gap >= Shortest);

    private static TimeSpan Rounded(TimeSpan gap)
    {
        double unit = gap < TimeSpan.FromSeconds(2) ? 0.1 : 0.5;
        return TimeSpan.FromSeconds(Math.Round(gap.TotalSeconds / unit) * unit);
    }
}
