using FsCheck;
using FsCheck.Fluent;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Policies;
using LearnLoadBalancer.Tables;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Policies;

/// <summary>What holds for every policy.</summary>
public sealed class AnyPolicyTests
{
    public static TheoryData<string> Names => [.. PolicyCatalog.All.Select(policy => policy.Name)];

    public static TheoryData<string> Unhashed => [.. PolicyCatalog.All.Where(policy => !policy.Hashes).Select(policy => policy.Name)];

    [Fact]
    public void Pick_AnySituation_IsAvailableUntriedAndNotDrained()
    {
        Prop.ForAll(Generate.Situation.ToArbitrary(), situation =>
        {
            var farm = new Farm(situation.Weights) { Random = new Random(situation.Seed), LoadBound = situation.Bounded ? 1.25 : null };
            Lease[] leases = [.. farm.Backends.Zip(situation.Load).SelectMany(pair => Enumerable.Repeat(pair.First, pair.Second)).Select(Hold)];
            ILoadBalancingPolicy policy = farm.Create(situation.Policy);
            HashSet<Backend> allowed =
                [.. situation.Available.Except(situation.Tried).Where(backend => farm.Weights.Of(backend) > 0)];
            for (int pick = 0; pick < 20; pick++)
            {
                var context = new PickContext(pick % 4 == 0 ? null : (ulong)farm.Random.NextInt64(), situation.Tried);
                Backend? picked = policy.Pick(situation.Available, context);
                if (allowed.Count == 0 ? picked is not null : picked is null || !allowed.Contains(picked))
                {
                    return false;
                }

                if (picked is not null && pick % 3 == 0)
                {
                    farm.Latencies.Of(picked).Observe(TimeSpan.FromMilliseconds(pick));
                    farm.Time.Advance(TimeSpan.FromMilliseconds(1));
                }
            }

            Array.ForEach(leases, lease => lease.Release());
            return farm.Backends.All(backend => farm.InFlight.Of(backend).Value == 0) && farm.InFlight.Total.Value == 0;

            Lease Hold(Backend backend)
            {
                var lease = new Lease(farm.InFlight);
                lease.MoveTo(backend);
                return lease;
            }
        }).Check(Generate.Quick.WithMaxTest(1000));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Pick_ListsThatGrowShrinkAndEmpty_NeverGivesOneThatIsNotThere(string name)
    {
        var farm = new Farm(5, 1, 0, 3);
        ILoadBalancingPolicy policy = farm.Create(name);
        IReadOnlyList<Backend> all = farm.Backends;
        Backend[][] lists = [[.. all], [all[0]], [], [all[0], all[3]], [all[2]], [all[1]], [all[1], all[2]]];
        for (int pick = 0; pick < 200; pick++)
        {
            Backend[] available = lists[pick * 7 % 11 % lists.Length];
            Backend? picked = policy.Pick(available, Farm.Key(pick));
            Assert.True(available.Any(backend => backend != all[2]) ? available.Contains(picked) && picked != all[2] : picked is null);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Pick_EqualWeights_SharesAreEven(string name)
    {
        // Standard deviation by chance: 130 of 20,000 for 5 backends. The ring's arcs differ by 8 %, so by 1,600.
        int bound = name == "ring-hash" ? 5000 : 650;
        Assert.All(Farm.OfEqual(5).Shares(name, 100_000), share => Assert.InRange(share, 20_000 - bound, 20_000 + bound));
    }

    [Theory]
    [InlineData("weighted-round-robin")]
    [InlineData("weighted-random")]
    [InlineData("least-requests")]
    [InlineData("power-of-two")]
    [InlineData("maglev")]
    [InlineData("ring-hash")]
    public void Pick_AnyWeightsAndNothingToDo_SharesFollowTheWeights(string name)
    {
        Prop.ForAll(Generate.Weights.ToArbitrary(), weights =>
        {
            const int Picks = 10_000;
            double total = weights.Sum();
            return total == 0 || new Farm(weights).Shares(name, Picks).Zip(weights).All(pair =>
            {
                // Five standard deviations: of the picks, and, on the ring, of the length of the arcs as well.
                double fair = pair.Second / total;
                double variance = fair * (1 - fair) * ((1.0 / Picks) + (name == "ring-hash" ? 1 / (total * 160) : 0));
                return Math.Abs((pair.First / (double)Picks) - fair) <= (5 * Math.Sqrt(variance)) + (2.0 / Picks);
            });
        }).Check(Generate.Quick.WithMaxTest(40));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Pick_ManyThreads_IsFair(string name)
    {
        const int Threads = 8;
        const int PicksEach = 15_000;
        var farm = Farm.OfEqual(3);
        farm.Random = Random.Shared; // The one that threads may share.
        ILoadBalancingPolicy policy = farm.Create(name);
        var counts = new int[3];
        using var together = new Barrier(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            together.SignalAndWait();
            for (int pick = 0; pick < PicksEach; pick++)
            {
                Interlocked.Increment(ref counts[policy.Pick(farm.Backends, Farm.Key((number * PicksEach) + pick))!.Host[0] - 'a']);
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        // Those that take turns are exact. Chance has a standard deviation of 163, and the ring's arcs differ by 8 %.
        int bound = name switch
        {
            "round-robin" or "weighted-round-robin" => 0,
            "ring-hash" => 12_000,
            _ => 1200,
        };
        Assert.All(counts, count => Assert.InRange(count, 40_000 - bound, 40_000 + bound));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Pick_SameList_AllocatesNothing(string name)
    {
        var farm = new Farm([.. Enumerable.Range(1, 100)]) { LoadBound = 1.25 };
        ILoadBalancingPolicy policy = farm.Create(name);
        long allocated = long.MaxValue;
        for (int round = 0; round < 10; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int pick = 0; pick < 1000; pick++)
            {
                policy.Pick(farm.Backends, Farm.Key(1));
            }

            // Farm.Key makes an array of 4 bytes, an object of 32.
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before - 32_000);
        }

        Assert.Equal(0, allocated);
    }

    [Theory]
    [MemberData(nameof(Unhashed))]
    public void Pick_SameSeed_GivesTheSameSequence(string name)
    {
        Assert.Equal(Sequence(), Sequence());

        string Sequence()
        {
            var farm = new Farm(3, 2, 1);
            ILoadBalancingPolicy policy = farm.Create(name);
            return string.Concat(Enumerable.Range(0, 200).Select(_ => policy.Pick(farm.Backends)!.Host));
        }
    }
}
