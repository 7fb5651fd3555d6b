namespace LearnLoadBalancer.Lab.Race;

/// <summary>How one policy did in one scenario.</summary>
/// <param name="Racer">Who.</param>
/// <param name="Requests">Requests sent to each server. Live, one that fails before it gets to a server is not among them.</param>
/// <param name="Latencies">
/// Milliseconds until the response, in ascending order, of all requests. One that failed counts as long as a
/// client waits at most: else a server that refuses would make the figures better.
/// </param>
/// <param name="Refused">Requests that found the queue of their server full.</param>
/// <param name="TimedOut">Requests whose client gave up.</param>
/// <param name="InFlight">For each server, its requests in flight: the most in each of the equal stretches of time.</param>
internal sealed record RaceResult(
    Racer Racer,
    IReadOnlyList<int> Requests,
    IReadOnlyList<double> Latencies,
    int Refused,
    int TimedOut,
    IReadOnlyList<IReadOnlyList<int>> InFlight)
{
    /// <summary>Requests that came to nothing in another way: a connection that broke, a response of the balancer's own. A simulation has none.</summary>
    public int Failed { get; init; }

    /// <summary>How late requests were sent. Null in a simulation, where they never are.</summary>
    public SendingLag? Lag { get; init; }

    /// <summary>Requests without a response.</summary>
    public int Errors => Refused + TimedOut + Failed;

    /// <summary>The most that one server ever had in flight.</summary>
    public int Peak => InFlight.Max(server => server.Max());

    /// <summary>In each stretch of time, the most that one server had in flight.</summary>
    public IReadOnlyList<int> Busiest =>
        [.. Enumerable.Range(0, InFlight[0].Count).Select(stretch => InFlight.Max(server => server[stretch]))];

    /// <summary>The latency that this share of the requests did not exceed, in milliseconds.</summary>
    public double Percentile(double share) => Bench.Figures.Statistics.Percentile(Latencies, share) ?? 0;
}
