using LearnLoadBalancer.Lab.Bench.Figures;

namespace LearnLoadBalancer.Lab.Race.Live;

/// <summary>Makes a result of what became of the requests: the same figures as a simulation has.</summary>
internal static class LiveTally
{
    /// <param name="racer">Whose result it is.</param>
    /// <param name="requests">The requests, all of them over.</param>
    /// <param name="servers">How many servers there were.</param>
    /// <param name="end">When the last request arrived.</param>
    public static RaceResult Of(Racer racer, IReadOnlyList<LiveRequest> requests, int servers, long end)
    {
        double[] lags = [.. requests.Select(request => Milliseconds(request.SentAt - request.Request.Arrival)).Order()];
        return new RaceResult(
            racer,
            [.. Enumerable.Range(0, servers).Select(server => requests.Count(request => request.Request.Server == server))],
            [.. requests.Select(Latency).Order()],
            Count(LiveOutcome.Refused),
            Count(LiveOutcome.TimedOut),
            InFlight(requests, servers, end))
        {
            Failed = Count(LiveOutcome.Failed),
            Lag = new SendingLag(Statistics.Percentile(lags, 0.99) ?? 0, lags[^1]),
        };

        int Count(LiveOutcome outcome) => requests.Count(request => request.Outcome == outcome);
    }

    /// <summary>From when it was due, whenever it was sent. Without a response it is as long as a client waits at most.</summary>
    private static double Latency(LiveRequest request) => request.Outcome == LiveOutcome.Answered
        ? Milliseconds(request.EndedAt - request.Request.Arrival)
        : RaceRun.Patience.TotalMilliseconds;

    private static IReadOnlyList<IReadOnlyList<int>> InFlight(IReadOnlyList<LiveRequest> requests, int servers, long end)
    {
        var peaks = new InFlightPeaks(servers, end);
        foreach ((long time, int change, int server) in requests
            .Where(request => request.Request.Server >= 0 && request.ReachedAt < request.EndedAt) // Else its client had left before it got there.
            .SelectMany(request => ((long Time, int Change, int Server)[])[
                (request.ReachedAt, 1, request.Request.Server), (request.EndedAt, -1, request.Request.Server)])
            .Order())
        {
            peaks.Count(server, change, time);
        }

        return peaks.All;
    }

    private static double Milliseconds(long ticks) => TimeSpan.FromTicks(ticks).TotalMilliseconds;
}
