using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Policies;
using LearnLoadBalancer.Tables;

namespace LearnLoadBalancer.Lab.Race;

/// <summary>A balancer without its sockets: Level 4's own policy, and Level 4's own tables.</summary>
internal sealed class SimulatedBalancer
{
    private readonly IReadOnlyList<Backend> _backends;
    private readonly Roster _roster;
    private readonly InFlight _inFlight;
    private readonly Latencies _latencies;
    private readonly ILoadBalancingPolicy _policy;
    private readonly Dictionary<Backend, int> _places;
    private readonly int[] _own;
    private readonly Stack<Lease>[] _reported;

    public SimulatedBalancer(IReadOnlyList<Backend> backends, BackendWeights weights, Racer racer, Random random, TimeProvider time)
    {
        _backends = backends;
        _roster = new Roster(backends, weights.Current);
        _inFlight = new InFlight(backends);
        _latencies = new Latencies(backends, time);
        _policy = racer.Policy.Create(new PolicyParts(_inFlight, _latencies, random, racer.LoadBound));
        _places = backends.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        _own = new int[backends.Count];
        _reported = [.. backends.Select(_ => new Stack<Lease>())];
    }

    /// <summary>Picks a server for a request, and counts it there.</summary>
    public void Send(RaceRequest request)
    {
        Backend picked = _policy.Pick(_roster, new PickContext(request.Key))!;
        request.Server = _places[picked];
        request.Lease = new Lease(_inFlight);
        request.Lease.MoveTo(picked);
        _own[request.Server]++;
    }

    /// <summary>A request was answered, after so long.</summary>
    public void Answered(RaceRequest request, TimeSpan latency) => Release(request).Observe(latency);

    /// <summary>A request's client has given up, after so long.</summary>
    public void GivenUp(RaceRequest request, TimeSpan elapsed) => Release(request).ObserveAtLeast(elapsed);

    /// <summary>A request was refused, at once.</summary>
    public void Refused(RaceRequest request) => Release(request).ObserveFailure(TimeSpan.Zero);

    /// <summary>Hears how many requests all balancers have at each server, and counts those of the others like its own.</summary>
    public void Hear(IReadOnlyList<int> all)
    {
        for (int server = 0; server < all.Count; server++)
        {
            int ofOthers = all[server] - _own[server];
            Stack<Lease> held = _reported[server];
            while (held.Count > ofOthers)
            {
                held.Pop().Release();
            }

            while (held.Count < ofOthers)
            {
                var lease = new Lease(_inFlight);
                lease.MoveTo(_backends[server]);
                held.Push(lease);
            }
        }
    }

    /// <summary>Counts a request no longer.</summary>
    /// <returns>The average that is to hear how it went: by the same three rules as in the real balancer.</returns>
    private PeakEwma Release(RaceRequest request)
    {
        request.Lease!.Release();
        _own[request.Server]--;
        return _latencies.Of(_backends[request.Server]);
    }
}
