namespace LearnLoadBalancer.Lab.Race;

/// <summary>One scenario, and how everybody did in it.</summary>
/// <param name="Scenario">What it was.</param>
/// <param name="Requests">How many requests each of them had.</param>
/// <param name="Results">In the order of the racers.</param>
/// <param name="Seconds">How long the requests kept coming, in virtual time, or in real time where it is live.</param>
internal sealed record RaceHeat(RaceScenario Scenario, int Requests, IReadOnlyList<RaceResult> Results, double Seconds);
