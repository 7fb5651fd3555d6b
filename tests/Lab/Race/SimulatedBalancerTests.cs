using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Lab.Race;
using LearnLoadBalancer.Policies;

namespace LearnLoadBalancer.Tests.Lab.Race;

public sealed class SimulatedBalancerTests
{
    private const int Requests = 300;

    private readonly VirtualTime _time = new();

    [Fact]
    public void Refused_PeakEwma_TheServerThatRefusesGetsNoMore() =>
        Assert.InRange(Play((balancer, request) => balancer.Refused(request)), 1, Requests / 3);

    [Fact]
    public void GivenUp_PeakEwma_TheServerThatHangsGetsNoMore() =>
        Assert.InRange(Play((balancer, request) => balancer.GivenUp(request, TimeSpan.FromSeconds(2))), 1, Requests / 3);

    /// <summary>One of three is bad, the others answer in a millisecond.</summary>
    /// <returns>How many requests the bad one got.</returns>
    private int Play(Action<SimulatedBalancer, RaceRequest> endAtTheBadOne)
    {
        Backend[] backends = [.. "abc".Select((letter, place) => new Backend($"{letter}", place + 1))];
        var racer = new Racer(PolicyCatalog.Find("peak-ewma")!);
        var balancer = new SimulatedBalancer(backends, new BackendWeights(), racer, new Random(1), _time);
        int bad = 0;
        for (int number = 0; number < Requests; number++)
        {
            var request = new RaceRequest { Number = number, Arrival = _time.Now, Cost = 0, Key = 0, Balancer = 0 };
            balancer.Send(request);
            _time.Now += TimeSpan.TicksPerMillisecond;
            if (request.Server == 0)
            {
                bad++;
                endAtTheBadOne(balancer, request);
            }
            else
            {
                balancer.Answered(request, TimeSpan.FromMilliseconds(1));
            }
        }

        return bad;
    }
}
