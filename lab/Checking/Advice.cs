namespace LearnLoadBalancer.Lab.Checking;

/// <summary>What to say of a failure whose cause shows: in place of the check's own hint, which lists the likely ones.</summary>
/// <param name="Hint">The cause, and the way out.</param>
/// <param name="Chapter">The section of the course that explains it.</param>
internal sealed record Advice(string Hint, string Chapter);
