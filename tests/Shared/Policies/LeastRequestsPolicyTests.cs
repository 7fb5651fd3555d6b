using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Tables;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Policies;

public sealed class LeastRequestsPolicyTests
{
    private const int Picks = 30_000;

    [Fact]
    public void Pick_UnequalCounts_TakesTheLeast()
    {
        var farm = Farm.OfEqual(3);
        Hold(farm, 2, 1, 3);
        Assert.Equal([0, Picks, 0], farm.Shares("least-requests", Picks));
    }

    [Fact]
    public void Pick_UnequalWeights_TakesTheLeastForItsWeight()
    {
        var farm = new Farm(4, 1, 2);
        Hold(farm, 3, 1, 2); // 3/4, 1/1, 2/2
        Assert.Equal([Picks, 0, 0], farm.Shares("least-requests", Picks));
    }

    [Fact]
    public void Pick_TiesApartFromEachOther_AreBrokenFairly()
    {
        // Between the equals stands a busy one. "Go on from a random place to the first of the best" would
        // give the one behind it twice the share of the others.
        var farm = Farm.OfEqual(4);
        Hold(farm, 0, 1, 0, 0);
        int[] shares = farm.Shares("least-requests", Picks);
        Assert.Equal(0, shares[1]);
        Assert.All([shares[0], shares[2], shares[3]], share => Assert.InRange(share, 9_600, 10_400)); // 5 x 82
    }

    [Fact]
    public void Pick_TiesOfUnequalWeight_AreBrokenByWeight()
    {
        var farm = new Farm(2, 1, 3);
        Hold(farm, 2, 1, 3);
        int[] shares = farm.Shares("least-requests", Picks);
        Assert.InRange(shares[0], 9_600, 10_400);
        Assert.InRange(shares[1], 4_650, 5_350);
        Assert.InRange(shares[2], 14_550, 15_450);
    }

    [Fact]
    public void Pick_NothingEnds_LoadsNeverDifferByMoreThanOne()
    {
        var farm = Farm.OfEqual(7);
        ILoadBalancingPolicy policy = farm.Create("least-requests");
        for (int request = 0; request < 1000; request++)
        {
            new Lease(farm.InFlight).MoveTo(policy.Pick(farm.Backends)!);
            int[] counts = [.. farm.Backends.Select(backend => farm.InFlight.Of(backend).Value)];
            Assert.InRange(counts.Max() - counts.Min(), 0, 1);
        }
    }

    private static void Hold(Farm farm, params int[] counts)
    {
        foreach ((Backend backend, int count) in farm.Backends.Zip(counts))
        {
            for (int request = 0; request < count; request++)
            {
                new Lease(farm.InFlight).MoveTo(backend);
            }
        }
    }
}
