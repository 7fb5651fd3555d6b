namespace LearnLoadBalancer.Lab.Bench.Figures;

/// <summary>The few lines of statistics that a benchmark on a busy laptop needs.</summary>
internal static class Statistics
{
    /// <summary>The middle value: one round that was disturbed does not move it, as it would an average.</summary>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0)
        {
            throw new ArgumentException("There is no median of nothing.", nameof(values));
        }

        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>For each figure, the median of the rounds in which it was measured.</summary>
    public static Sample Medians(IReadOnlyList<Sample> rounds)
    {
        var medians = new Sample();
        foreach (Figure figure in rounds.SelectMany(round => round.Values.Keys).Distinct())
        {
            medians.Set(figure, Median(rounds.Select(round => round[figure]).OfType<double>()));
        }

        return medians;
    }

    /// <summary>The value below or at which the given share of the sorted values lies (nearest rank).</summary>
    /// <param name="sorted">The values in ascending order.</param>
    /// <param name="share">From 0 to 1: 0.99 for p99.</param>
    public static double? Percentile(IReadOnlyList<double> sorted, double share)
    {
        if (sorted.Count == 0)
        {
            return null;
        }

        int rank = (int)Math.Ceiling(share * sorted.Count);
        return sorted[Math.Clamp(rank, 1, sorted.Count) - 1];
    }

    /// <summary>How many times the reference a value is; null where either is unknown or the reference is zero.</summary>
    public static double? Ratio(double? value, double? reference) =>
        value is { } v && reference is { } r && r != 0 ? v / r : null;
}
