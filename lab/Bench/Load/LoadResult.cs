using LearnLoadBalancer.Lab.Bench.Figures;

namespace LearnLoadBalancer.Lab.Bench.Load;

/// <summary>What a load saw.</summary>
/// <param name="Requests">Requests that were answered.</param>
/// <param name="Bytes">Bytes of bodies that were moved, either way.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="P50">Median latency in milliseconds; null where it was not measured.</param>
/// <param name="P99">99th percentile in milliseconds.</param>
/// <param name="P999">99.9th percentile in milliseconds.</param>
/// <param name="Errors">Requests that failed.</param>
internal sealed record LoadResult(
    long Requests, long Bytes, TimeSpan Elapsed, double? P50, double? P99, double? P999, long Errors)
{
    /// <summary>Makes the result from the latency of each request, in milliseconds.</summary>
    public static LoadResult From(List<double> latencies, long bytes, TimeSpan elapsed, long errors)
    {
        latencies.Sort();
        return new LoadResult(
            latencies.Count,
            bytes,
            elapsed,
            Statistics.Percentile(latencies, 0.50),
            Statistics.Percentile(latencies, 0.99),
            Statistics.Percentile(latencies, 0.999),
            errors);
    }
}
