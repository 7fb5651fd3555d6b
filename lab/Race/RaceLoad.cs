using LearnLoadBalancer.Hashing;

namespace LearnLoadBalancer.Lab.Race;

/// <summary>The load of a scenario, and when its servers stall. It comes from the seed alone: every policy gets the very same.</summary>
/// <remarks>
/// The load is open: a request arrives when it arrives, however late the responses to others are. A client
/// that waits for its response before it asks again (as wrk does) slows down with the server, and so hides
/// how bad it is. The times between arrivals are exponential, as when very many people click now and then.
/// </remarks>
internal sealed class RaceLoad
{
    /// <summary>So many clients there are, for the policies that send the same client to the same server.</summary>
    private const int Clients = 5000;

    private readonly RaceScenario _scenario;
    private readonly int _seed;
    private readonly int _requests;

    public RaceLoad(RaceScenario scenario, int seed, int requests)
    {
        (_scenario, _seed, _requests) = (scenario, seed, requests);
        End = Requests().Last().Arrival;
        Stalls = [.. scenario.Servers.Select((server, place) => server.Stalls ? DrawStalls(new Random(seed + 1 + place)) : [])];
    }

    /// <summary>When the last request arrives.</summary>
    public long End { get; }

    /// <summary>For each server, when it stalls. In order, and apart from each other.</summary>
    public IReadOnlyList<IReadOnlyList<(long From, long To)>> Stalls { get; }

    /// <summary>The requests as they arrive. New ones at each call: each race writes into its own.</summary>
    public IEnumerable<RaceRequest> Requests()
    {
        var random = new Random(_seed);
        double seconds = 0;
        for (int number = 0; number < _requests; number++)
        {
            seconds -= Math.Log(1 - random.NextDouble()) / _scenario.PerSecond;
            yield return new RaceRequest
            {
                Number = number,
                Arrival = (long)(seconds * TimeSpan.TicksPerSecond),
                Cost = _scenario.Costs.Draw(random).Ticks,
                Key = StableHash.Of(BitConverter.GetBytes(random.Next(Clients))),
                Balancer = random.Next(_scenario.Balancers),
            };
        }
    }

    /// <summary>Half a second to a second long, three to six seconds apart.</summary>
    private (long From, long To)[] DrawStalls(Random random)
    {
        var stalls = new List<(long From, long To)>();
        long at = 0;
        while (at < End)
        {
            long from = at + Ticks(3 + (3 * random.NextDouble()));
            at = from + Ticks(0.5 + (0.5 * random.NextDouble()));
            stalls.Add((from, at));
        }

        return [.. stalls];
    }

    private static long Ticks(double seconds) => (long)(seconds * TimeSpan.TicksPerSecond);
}
