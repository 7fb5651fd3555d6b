using FsCheck;
using FsCheck.Fluent;
using LearnLoadBalancer.Tables;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Tables;

public sealed class LeaseTests
{
    [Fact]
    public void Release_Twice_CountsOnce()
    {
        var farm = Farm.OfEqual(1);
        var first = new Lease(farm.InFlight);
        var second = new Lease(farm.InFlight);
        first.MoveTo(farm.Backends[0]);
        second.MoveTo(farm.Backends[0]);
        first.Release();
        first.Dispose();
        Assert.Equal(1, farm.InFlight.Of(farm.Backends[0]).Value);
        Assert.Equal(1, farm.InFlight.Total.Value);
    }

    [Fact]
    public void MoveTo_AnotherBackend_TakesTheCountAlong()
    {
        var farm = Farm.OfEqual(2);
        using var lease = new Lease(farm.InFlight);
        lease.MoveTo(farm.Backends[0]);
        lease.MoveTo(farm.Backends[1]);
        Assert.Equal([0, 1], farm.Backends.Select(backend => farm.InFlight.Of(backend).Value));
        Assert.Equal(1, farm.InFlight.Total.Value);
    }

    [Fact]
    public void AnySequence_EndsInRelease_AllCountsAreZeroAndNoneWasEverBelow()
    {
        Gen<(int Lease, int Backend)[]> steps = Gen.Choose(0, 4).SelectMany(lease => Gen.Choose(-1, 2).Select(backend => (lease, backend))).ArrayOf();
        Prop.ForAll(steps.ToArbitrary(), sequence =>
        {
            var farm = Farm.OfEqual(3);
            Lease[] leases = [.. Enumerable.Range(0, 5).Select(_ => new Lease(farm.InFlight))];
            var holds = new int?[5];
            foreach ((int lease, int backend) in sequence)
            {
                if (backend < 0)
                {
                    leases[lease].Release();
                    holds[lease] = null;
                }
                else
                {
                    leases[lease].MoveTo(farm.Backends[backend]);
                    holds[lease] = backend;
                }

                if (!Enumerable.Range(0, 3).All(place => farm.InFlight.Of(farm.Backends[place]).Value == holds.Count(held => held == place))
                    || farm.InFlight.Total.Value != holds.Count(held => held is not null))
                {
                    return false;
                }
            }

            Array.ForEach(leases, lease => lease.Dispose());
            return farm.Backends.All(backend => farm.InFlight.Of(backend).Value == 0) && farm.InFlight.Total.Value == 0;
        }).Check(Generate.Quick);
    }

    [Fact]
    public void Release_ByManyThreadsAtOnce_CountsOnce()
    {
        // A request that ends while it is being cancelled: both sides release.
        var farm = Farm.OfEqual(2);
        for (int round = 0; round < 2000; round++)
        {
            var lease = new Lease(farm.InFlight);
            lease.MoveTo(farm.Backends[round % 2]);
            Parallel.Invoke(lease.Release, lease.Release);
        }

        Assert.Equal(0, farm.InFlight.Total.Value);
        Assert.All(farm.Backends, backend => Assert.Equal(0, farm.InFlight.Of(backend).Value));
    }

    [Fact]
    public void MoveTo_ManyThreads_AllCountsReturnToZero()
    {
        var farm = Farm.OfEqual(3);
        Parallel.For(0, 1000, number =>
        {
            using var lease = new Lease(farm.InFlight);
            for (int move = 0; move < 100; move++)
            {
                lease.MoveTo(farm.Backends[(number + move) % 3]);
            }
        });

        Assert.Equal(0, farm.InFlight.Total.Value);
        Assert.All(farm.Backends, backend => Assert.Equal(0, farm.InFlight.Of(backend).Value));
    }
}
