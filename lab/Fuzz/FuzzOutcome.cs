namespace LearnLoadBalancer.Lab.Fuzz;

/// <summary>What a run has found.</summary>
/// <param name="Cases">Cases played.</param>
/// <param name="Requests">Whole requests that reached the backend.</param>
/// <param name="Broken">Broken promises, each with its case.</param>
/// <param name="BackendTrouble">Why the lab's own backend had to stop, and the run with it; null when it did not.</param>
internal sealed record FuzzOutcome(int Cases, int Requests, IReadOnlyList<string> Broken, string? BackendTrouble);
