using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Tables;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Policies;

public sealed class PowerOfTwoPolicyTests
{
    [Fact]
    public void Pick_TwoBackends_NeverTakesTheFullerOne()
    {
        var farm = Farm.OfEqual(2);
        new Lease(farm.InFlight).MoveTo(farm.Backends[0]);
        Assert.Equal([0, 1000], farm.Shares("power-of-two", 1000));
    }

    [Fact]
    public void Pick_ThreeBackends_TheFullestIsNeverTaken()
    {
        // Two of three are drawn, so the fullest always meets a better one.
        var farm = Farm.OfEqual(3);
        new Lease(farm.InFlight).MoveTo(farm.Backends[1]);
        Assert.Equal(0, farm.Shares("power-of-two", 10_000)[1]);
    }

    [Fact]
    public void Pick_AThousandRequestsForAThousandBackends_TwoChoicesBeatOne()
    {
        // ln n / ln ln n = 3.6 and more for one choice, ln ln n / ln 2 = 2.8 for two: what the paper promises.
        Assert.InRange(Fullest("random"), 5, 8);
        Assert.InRange(Fullest("power-of-two"), 2, 3);
        Assert.Equal(1, Fullest("least-requests"));
    }

    private static int Fullest(string name)
    {
        var farm = Farm.OfEqual(1000);
        ILoadBalancingPolicy policy = farm.Create(name);
        foreach (Backend _ in farm.Backends)
        {
            new Lease(farm.InFlight).MoveTo(policy.Pick(farm.Backends)!);
        }

        return farm.Backends.Max(backend => farm.InFlight.Of(backend).Value);
    }
}
