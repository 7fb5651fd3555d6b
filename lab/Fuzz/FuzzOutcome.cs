namespace LearnLoadBalancer.Lab.Fuzz;

/// <summary>What a run has found.</summary>
/// <param name="Cases">Cases played.</param>
/// <param name="Requests">Whole requests that reached the backend.</param>
/// <param name="Broken">Broken promises, each with its case.</param>
internal sealed record FuzzOutcome(int Cases, int Requests, IReadOnlyList<string> Broken);
