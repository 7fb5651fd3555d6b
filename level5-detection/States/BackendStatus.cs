using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Level5.States;

/// <summary>How a backend is doing, for people.</summary>
/// <param name="Backend">Which.</param>
/// <param name="State"><c>unknown</c>, <c>up</c>, <c>down</c>, <c>ejected for 4.2 s</c>, <c>probing</c> or <c>warming 40 %</c>.</param>
/// <param name="Why">What is behind it.</param>
internal sealed record BackendStatus(Backend Backend, string State, string Why);
