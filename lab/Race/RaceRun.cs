using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Lab.Race;

/// <summary>One policy in one scenario, played through in virtual time: a simulation from event to event.</summary>
/// <remarks>
/// What is simulated are the servers and the clients. The policies and their tables are those of Level 4.
/// There is one thread and one order of events, so the same seed gives the same figures, on any machine.
/// </remarks>
internal sealed class RaceRun
{
    /// <summary>After so long a client gives up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly RaceScenario _scenario;
    private readonly RaceLoad _load;
    private readonly Racer _racer;
    private readonly VirtualTime _time = new();
    private readonly SimulatedServer[] _servers;
    private readonly SimulatedBalancer[] _balancers;
    private readonly PriorityQueue<RaceRequest, (long Time, long Number)> _finishes = new();
    private readonly Queue<RaceRequest> _patience = new();
    private readonly InFlightPeaks _inFlight;
    private readonly List<double> _latencies = [];
    private long _events;
    private int _refused;
    private int _timedOut;

    private RaceRun(RaceScenario scenario, RaceLoad load, Racer racer, int seed)
    {
        (_scenario, _load, _racer) = (scenario, load, racer);
        Backend[] backends = [.. scenario.Servers.Select((server, place) => new Backend(server.Name, 1 + place))];
        var weights = new BackendWeights(backends.Zip(scenario.Servers.Select(server => server.Weight)));
        _servers = [.. scenario.Servers.Select((server, place) => new SimulatedServer(server, load.Stalls[place]))];
        _balancers = [.. Enumerable.Range(0, scenario.Balancers).Select(
            number => new SimulatedBalancer(backends, weights, racer, new Random(seed + number), _time))];
        _inFlight = new InFlightPeaks(_servers.Length, load.End);
    }

    /// <summary>Plays it through, until the last request is over.</summary>
    public static RaceResult Play(RaceScenario scenario, RaceLoad load, Racer racer, int seed) => new RaceRun(scenario, load, racer, seed).Play();

    private RaceResult Play()
    {
        long report = _scenario.ReportEvery?.Ticks ?? long.MaxValue;
        foreach (RaceRequest request in _load.Requests())
        {
            while (report <= request.Arrival)
            {
                PlayUntil(report);
                Array.ForEach(_balancers, balancer => balancer.Hear(_inFlight.Now));
                report += _scenario.ReportEvery!.Value.Ticks;
            }

            PlayUntil(request.Arrival);
            Arrive(request);
        }

        PlayUntil(long.MaxValue);
        _latencies.Sort();
        return new RaceResult(_racer, [.. _servers.Select(server => server.Requests)], _latencies, _refused, _timedOut, _inFlight.All);
    }

    /// <summary>All that happens up to a time: work that is done, and clients that give up.</summary>
    private void PlayUntil(long until)
    {
        while (true)
        {
            long finish = _finishes.TryPeek(out _, out (long Time, long Number) first) ? first.Time : long.MaxValue;
            long giveUp = _patience.TryPeek(out RaceRequest? oldest) ? oldest.Arrival + Patience.Ticks : long.MaxValue;
            if (Math.Min(finish, giveUp) > until || (finish == long.MaxValue && giveUp == long.MaxValue))
            {
                _time.Now = until;
                return;
            }

            _time.Now = Math.Min(finish, giveUp);
            if (finish <= giveUp)
            {
                Finish(_finishes.Dequeue());
            }
            else if (!_patience.Dequeue().Over)
            {
                _timedOut++;
                _balancers[oldest!.Balancer].GivenUp(oldest, Patience);
                End(oldest, Patience);
            }
        }
    }

    private void Arrive(RaceRequest request)
    {
        _balancers[request.Balancer].Send(request);
        _inFlight.Count(request.Server, 1, _time.Now);
        if (!_servers[request.Server].TryTake(request, _time.Now, out long? finish))
        {
            _refused++;
            _balancers[request.Balancer].Refused(request);
            End(request, Patience);
            return;
        }

        _patience.Enqueue(request);
        if (finish is { } time)
        {
            _finishes.Enqueue(request, (time, _events++));
        }
    }

    private void Finish(RaceRequest request)
    {
        if (!request.Over)
        {
            var latency = TimeSpan.FromTicks(_time.Now - request.Arrival);
            _balancers[request.Balancer].Answered(request, latency);
            End(request, latency);
        }

        if (_servers[request.Server].TakeNext(_time.Now) is (var next, var finish))
        {
            _finishes.Enqueue(next, (finish, _events++));
        }
    }

    private void End(RaceRequest request, TimeSpan latency)
    {
        request.Over = true;
        _inFlight.Count(request.Server, -1, _time.Now);
        _latencies.Add(latency.TotalMilliseconds);
    }
}
