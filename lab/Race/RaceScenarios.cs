namespace LearnLoadBalancer.Lab.Race;

/// <summary>The scenarios, in the order of the chapter: one thing changes at a time.</summary>
internal static class RaceScenarios
{
    private static readonly RequestCosts Even = RequestCosts.Equal(TimeSpan.FromMilliseconds(20));

    /// <summary>Four times the work of one server of speed 1, so 800 requests of 20 ms per second at most. The load is three quarters of it.</summary>
    private const double PerSecond = 600;

    public static IReadOnlyList<RaceScenario> All { get; } =
    [
        new("equal", "Equal servers", "Four servers of the same speed, requests of the same cost: 20 ms. All servers together could do 800 a second, 600 come.",
            Equal(4), PerSecond, Even),
        new("costs", "Unequal costs", "The same servers. Nine of ten requests cost 10 ms, the tenth 110 ms: 20 ms on average, as before.",
            Equal(4), PerSecond, new RequestCosts(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(110), 0.1)),
        new("servers", "Unequal servers", "Every request costs 20 ms again, but a is twice as fast as b, and c and d are half as fast. Together they could do 800 a second, as before. Nobody told the policies.",
            [new("a", 2), new("b"), new("c", 0.5), new("d", 0.5)], PerSecond, Even),
        new("weights", "Weights", "The same unequal servers, and the policies are told: weights 4, 2, 1, 1.",
            [new("a", 2, 4), new("b", 1, 2), new("c", 0.5), new("d", 0.5)], PerSecond, Even),
        new("stall", "One stalls", "Equal servers, equal costs. Every few seconds a stops working for half a second to a second; nobody is told.",
            [new("a", Stalls: true), new("b"), new("c"), new("d")], PerSecond, Even),
        new("many", "Many balancers, old news", "Ten equal servers and twenty balancers. Each balancer counts its own requests, and learns only every 50 ms what all have in flight.",
            Equal(10), PerSecond * 10 / 4, Even, 20, TimeSpan.FromMilliseconds(50)),
    ];

    private static RaceServer[] Equal(int count) => [.. Enumerable.Range(0, count).Select(place => new RaceServer($"{(char)('a' + place)}"))];
}
