using System.Collections.Frozen;
using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Tables;

/// <summary>How quick each backend was of late.</summary>
/// <param name="backends">All that there are.</param>
/// <param name="time">The clock.</param>
internal sealed class Latencies(IEnumerable<Backend> backends, TimeProvider time)
{
    /// <summary>Finagle's default: long enough to remember a slow spell, short enough to forgive it.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(10);

    private readonly FrozenDictionary<Backend, PeakEwma> _averages =
        backends.Distinct().ToFrozenDictionary(backend => backend, _ => new PeakEwma(time, Memory));

    /// <summary>The average of one backend.</summary>
    public PeakEwma Of(Backend backend) => _averages[backend];
}
