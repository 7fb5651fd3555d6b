namespace LearnLoadBalancer.Lab.Race;

/// <summary>One scenario, and how everybody did in it.</summary>
/// <param name="Scenario">What it was.</param>
/// <param name="Results">In the order of the racers.</param>
/// <param name="Seconds">How long the requests kept coming, in virtual time.</param>
internal sealed record RaceHeat(RaceScenario Scenario, IReadOnlyList<RaceResult> Results, double Seconds);
