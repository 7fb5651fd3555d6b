using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checking.Farm;

/// <summary>A request of ours that reached a backend.</summary>
/// <param name="Backend">Which, from 1.</param>
/// <param name="Connection">On which of its connections, numbered as they came.</param>
/// <param name="Head">The head as it arrived.</param>
internal sealed record Arrival(int Backend, int Connection, HttpHead Head);
