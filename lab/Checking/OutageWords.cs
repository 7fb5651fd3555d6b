namespace LearnLoadBalancer.Lab.Checking;

/// <summary>What the program printed while all backends were down.</summary>
/// <param name="Line">The line that says so. Null: it printed none.</param>
internal sealed record OutageWords(string? Line);
