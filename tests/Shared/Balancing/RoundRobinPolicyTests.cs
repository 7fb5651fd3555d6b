using System.Collections.Concurrent;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Tests.Balancing;

public sealed class RoundRobinPolicyTests
{
    private static readonly Backend A = new("a", 1);
    private static readonly Backend B = new("b", 2);
    private static readonly Backend C = new("c", 3);

    [Fact]
    public void Pick_NoneAvailable_GivesNull() => Assert.Null(new RoundRobinPolicy().Pick([]));

    [Fact]
    public void Pick_ThreeAvailable_TakesThemInTurnFromTheFirst()
    {
        var policy = new RoundRobinPolicy();
        Assert.Equal([A, B, C, A, B, C, A], Enumerable.Range(0, 7).Select(_ => policy.Pick([A, B, C])));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Pick_OneDropsOutAtAnyTurn_SplitStaysEven(int picksBefore)
    {
        var policy = new RoundRobinPolicy();
        for (int pick = 0; pick < picksBefore; pick++)
        {
            policy.Pick([A, B, C]);
        }

        Backend?[] picked = [.. Enumerable.Range(0, 6).Select(_ => policy.Pick([A, C]))];
        Assert.Equal(picked[0] == A ? [A, C, A, C, A, C] : [C, A, C, A, C, A], picked);
    }

    [Fact]
    public void Pick_ListGrowsShrinksAndEmpties_AlwaysGivesOneOfThem()
    {
        var policy = new RoundRobinPolicy();
        Backend[][] lists = [[A, B, C], [A], [], [A, B], [C], [], [A, B, C]];
        for (int pick = 0; pick < 1000; pick++)
        {
            Backend[] available = lists[pick * 7 % 11 % lists.Length];
            Backend? picked = policy.Pick(available);
            Assert.True(available.Length == 0 ? picked is null : available.Contains(picked!));
        }
    }

    [Fact]
    public void Pick_ManyThreads_SplitIsExactlyEven()
    {
        const int Threads = 8;
        const int PicksEach = 30_000;
        var policy = new RoundRobinPolicy();
        Backend[] all = [A, B, C];
        var counts = new ConcurrentDictionary<Backend, int>();
        using var together = new Barrier(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            var mine = new Dictionary<Backend, int>();
            together.SignalAndWait();
            for (int pick = 0; pick < PicksEach; pick++)
            {
                Backend picked = policy.Pick(all)!;
                mine[picked] = mine.GetValueOrDefault(picked) + 1;
            }

            foreach ((Backend backend, int count) in mine)
            {
                counts.AddOrUpdate(backend, count, (_, sum) => sum + count);
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.All(all, backend => Assert.Equal(Threads * PicksEach / 3, counts[backend]));
    }
}
