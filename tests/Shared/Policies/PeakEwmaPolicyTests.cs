using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Tables;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Policies;

public sealed class PeakEwmaPolicyTests
{
    [Fact]
    public void Pick_OneIsSlower_TakesTheQuickOne()
    {
        Farm farm = Measured(10, 100);
        Assert.Equal([1000, 0], farm.Shares("peak-ewma", 1000));
    }

    [Fact]
    public void Pick_QuickOneHasManyRequests_TakesTheSlowOne()
    {
        Farm farm = Measured(10, 100);
        for (int request = 0; request < 10; request++)
        {
            new Lease(farm.InFlight).MoveTo(farm.Backends[0]); // 11 x 10 ms against 1 x 100 ms
        }

        Assert.Equal([0, 1000], farm.Shares("peak-ewma", 1000));
    }

    [Fact]
    public void Pick_SlowOneHasMoreWeight_ItsCostIsDivided()
    {
        Farm farm = Measured(10, 30);
        farm.Weights.Set(farm.Backends[1], 4); // 10 / 1 against 30 / 4
        Assert.Equal([0, 1000], farm.Shares("peak-ewma", 1000));
    }

    [Fact]
    public void Pick_OneIsNotKnownYet_ItIsAskedFirstAndOnlyOnce()
    {
        Farm farm = Measured(10, 0);
        ILoadBalancingPolicy policy = farm.Create("peak-ewma");
        Backend unknown = farm.Backends[1];

        Assert.Equal(unknown, policy.Pick(farm.Backends));
        new Lease(farm.InFlight).MoveTo(unknown);
        Assert.Equal(farm.Backends[0], policy.Pick(farm.Backends));
    }

    [Fact]
    public void Pick_SlowOneWasLeftAloneForLong_ItIsTriedAgain()
    {
        Farm farm = Measured(10, 100);
        ILoadBalancingPolicy policy = farm.Create("peak-ewma");
        for (int second = 0; second < 30; second++)
        {
            farm.Time.Advance(TimeSpan.FromSeconds(1));
            farm.Latencies.Of(farm.Backends[0]).Observe(TimeSpan.FromMilliseconds(10));
        }

        Assert.Equal(farm.Backends[1], policy.Pick(farm.Backends)); // 100 ms x e^-3 = 5 ms
    }

    private static Farm Measured(params int[] milliseconds)
    {
        var farm = Farm.OfEqual(milliseconds.Length);
        foreach ((Backend backend, int latency) in farm.Backends.Zip(milliseconds).Where(pair => pair.Second > 0))
        {
            farm.Latencies.Of(backend).Observe(TimeSpan.FromMilliseconds(latency));
        }

        return farm;
    }
}
