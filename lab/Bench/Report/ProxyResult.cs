using LearnLoadBalancer.Lab.Bench.Figures;

namespace LearnLoadBalancer.Lab.Bench.Report;

/// <summary>The figures of one proxy in one scenario.</summary>
/// <param name="Proxy">Its key.</param>
/// <param name="Medians">The medians over the rounds.</param>
/// <param name="Rounds">Every round.</param>
/// <param name="Failure">Why it was given up; null when it was not.</param>
internal sealed record ProxyResult(string Proxy, Sample Medians, IReadOnlyList<Sample> Rounds, string? Failure);
