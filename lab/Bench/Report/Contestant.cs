namespace LearnLoadBalancer.Lab.Bench.Report;

/// <summary>Who took part.</summary>
/// <param name="Key">Its name in the tables.</param>
/// <param name="Description">What it is, and how it is held to one worker.</param>
internal sealed record Contestant(string Key, string Description);
