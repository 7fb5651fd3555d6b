namespace LearnLoadBalancer.Lab.Race.Live;

/// <summary>How long requests keep coming to each policy. Real time costs time, so the more policies, the shorter.</summary>
internal static class LiveLength
{
    /// <summary>What <c>--seconds</c> may be at most. Longer, and Level 4 would close connections that a client keeps for later.</summary>
    public const int Most = 50;

    /// <summary>What a scenario may take with all of its policies.</summary>
    private const double SecondsForAll = 60;

    /// <summary>More than that shows nothing new.</summary>
    private const int Usual = 10;

    /// <summary>Less than that shows nothing.</summary>
    private const int Least = 3;

    /// <summary>What passes before the first request of a policy and after its last one: programs start, the last responses come.</summary>
    private const double AroundIt = 1;

    /// <summary>Each balancer more takes some time to start.</summary>
    private const double AroundItForEach = 0.15;

    /// <summary>After a stall there is still something to see: all that has waited.</summary>
    private const double AfterAStall = 1;

    /// <summary>Seconds for each policy, when the user does not say.</summary>
    public static int Choose(RaceScenario scenario, int seed, int racers)
    {
        double share = (SecondsForAll / racers) - Around(scenario);

        // A server that stalls must do so once at least, or there is nothing to see.
        double stall = new RaceLoad(scenario, seed, 1).Stalls
            .Where(stalls => stalls.Count > 0)
            .Select(stalls => TimeSpan.FromTicks(stalls[0].To).TotalSeconds + AfterAStall)
            .DefaultIfEmpty(0).Max();
        return (int)Math.Ceiling(Math.Max(stall, Math.Clamp(Math.Floor(share), Least, Usual)));
    }

    /// <summary>About how many seconds a scenario takes with all of its policies.</summary>
    public static double Estimate(RaceScenario scenario, int seconds, int racers) => racers * (seconds + Around(scenario));

    /// <summary>How many requests come in that time, on average.</summary>
    public static int Requests(RaceScenario scenario, int seconds) => (int)(seconds * scenario.PerSecond);

    private static double Around(RaceScenario scenario) => AroundIt + (AroundItForEach * scenario.Balancers);
}
