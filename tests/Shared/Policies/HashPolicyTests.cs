using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Tables;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Policies;

/// <summary>Ring and Maglev: the same key to the same backend, and few keys move.</summary>
public sealed class HashPolicyTests
{
    private const int Keys = 20_000;

    public static TheoryData<string, int> Sizes => new()
    {
        { "ring-hash", 2 }, { "ring-hash", 10 }, { "ring-hash", 50 }, { "maglev", 2 }, { "maglev", 10 }, { "maglev", 50 },
    };

    [Theory]
    [InlineData("ring-hash", "eadfbfeeaeaa")]
    [InlineData("maglev", "aafcfacaccaf")]
    public void Pick_TheseKeys_GoToTheseBackendsInEveryVersion(string name, string expected)
    {
        // Balancers of different versions, side by side, must agree. Whoever changes this moves all sessions.
        var farm = Farm.OfEqual(6);
        ILoadBalancingPolicy policy = farm.Create(name);
        Assert.Equal(expected, string.Concat(Enumerable.Range(0, expected.Length).Select(key => policy.Pick(farm.Backends, Farm.Key(key))!.Host)));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Pick_OneOfNLeaves_AboutOneNthOfTheKeysMove(string name, int count)
    {
        var farm = Farm.OfEqual(count);
        Backend leaving = farm.Backends[count / 2];
        (Backend Before, Backend After)[] moves = Moves(farm, name, farm.Backends, [.. farm.Backends.Where(backend => backend != leaving)]);

        int moved = moves.Count(move => move.Before != move.After);
        int others = moves.Count(move => move.Before != move.After && move.Before != leaving);
        Assert.All(moves.Where(move => move.Before == leaving), move => Assert.NotEqual(leaving, move.After));
        Assert.InRange(moved / (double)Keys, 0.6 / count, 1.5 / count);
        AssertFewOthersMove(name, others);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Pick_OneComes_AboutOneNthOfTheKeysMove(string name, int count)
    {
        var farm = Farm.OfEqual(count);
        Backend coming = farm.Backends[^1];
        (Backend Before, Backend After)[] moves = Moves(farm, name, [.. farm.Backends.Take(count - 1)], farm.Backends);

        int moved = moves.Count(move => move.Before != move.After);
        int others = moves.Count(move => move.Before != move.After && move.After != coming);
        Assert.InRange(moved / (double)Keys, 0.6 / count, 1.5 / count);
        AssertFewOthersMove(name, others);
    }

    [Theory]
    [InlineData("ring-hash")]
    [InlineData("maglev")]
    public void Pick_OrderOfTheListOnly_NoKeyMoves(string name)
    {
        var farm = Farm.OfEqual(100);
        (Backend Before, Backend After)[] moves = Moves(farm, name, farm.Backends, [.. farm.Backends.Reverse()]);
        Assert.All(moves, move => Assert.Equal(move.Before, move.After));
    }

    [Theory]
    [InlineData("ring-hash")]
    [InlineData("maglev")]
    public void Pick_SameKeyAfterATriedOne_GoesToTheSameNextOne(string name)
    {
        var farm = Farm.OfEqual(5);
        ILoadBalancingPolicy policy = farm.Create(name);
        Farm.Key(1).TryGetHashKey(out ulong key);
        Backend first = policy.Pick(farm.Backends, new PickContext(key))!;
        Backend second = policy.Pick(farm.Backends, new PickContext(key, [first]))!;
        Backend third = policy.Pick(farm.Backends, new PickContext(key, [first, second]))!;

        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
        Assert.Equal(second, policy.Pick(farm.Backends, new PickContext(key, [first])));
        Assert.Equal(first, policy.Pick(farm.Backends, new PickContext(key)));
    }

    [Theory]
    [InlineData("ring-hash")]
    [InlineData("maglev")]
    public void Pick_NoKey_SpreadsByChance_AsKeysDo(string name)
    {
        var farm = Farm.OfEqual(4);
        ILoadBalancingPolicy policy = farm.Create(name);
        var without = Enumerable.Range(0, Keys).CountBy(_ => policy.Pick(farm.Backends)!).ToDictionary();
        var with = Enumerable.Range(0, Keys).CountBy(key => policy.Pick(farm.Backends, Farm.Key(key))!).ToDictionary();

        // Two samples of one share: their difference has a standard deviation of 87.
        Assert.All(farm.Backends, backend => Assert.InRange(without[backend] - with[backend], -350, 350));
    }

    [Theory]
    [InlineData("ring-hash")]
    [InlineData("maglev")]
    public void Pick_LoadIsBounded_WhatOthersHaveWhoDrainOrAreDownDoesNotCount(string name)
    {
        var farm = new Farm(0, 1, 1, 1) { LoadBound = 1.25 };
        for (int request = 0; request < 40; request++)
        {
            new Lease(farm.InFlight).MoveTo(farm.Backends[0]); // Drains.
            new Lease(farm.InFlight).MoveTo(farm.Backends[1]); // Has fallen ill: it is not in the list below.
        }

        ILoadBalancingPolicy policy = farm.Create(name);
        Backend[] available = [farm.Backends[0], farm.Backends[2], farm.Backends[3]];
        for (int request = 1; request <= 20; request++)
        {
            Backend picked = policy.Pick(available, Farm.Key(0))!;
            new Lease(farm.InFlight).MoveTo(picked);
            Assert.True(farm.InFlight.Of(picked).Value <= Math.Ceiling(1.25 * request / 2), $"Request {request}: {picked} has {farm.InFlight.Of(picked).Value}.");
        }
    }

    [Theory]
    [InlineData("ring-hash", 1.0)]
    [InlineData("ring-hash", 1.25)]
    [InlineData("maglev", 1.0)]
    [InlineData("maglev", 1.25)]
    public void Pick_LoadIsBounded_NobodyGetsMoreThanItsBound(string name, double bound)
    {
        var farm = new Farm(1, 2, 3, 4) { LoadBound = bound };
        ILoadBalancingPolicy policy = farm.Create(name);
        for (int request = 1; request <= 2000; request++)
        {
            // One key has half of all requests.
            Backend picked = policy.Pick(farm.Backends, Farm.Key(request % 2 == 0 ? 0 : request))!;
            new Lease(farm.InFlight).MoveTo(picked);
            Assert.True(
                farm.InFlight.Of(picked).Value <= Math.Ceiling(bound * request * farm.Weights.Of(picked) / 10),
                $"Request {request}: {picked} has {farm.InFlight.Of(picked).Value}.");
        }
    }

    [Theory]
    [InlineData("ring-hash")]
    [InlineData("maglev")]
    public void Pick_LoadIsBoundedAndLow_KeysStayAtHome(string name)
    {
        var farm = Farm.OfEqual(5);
        ILoadBalancingPolicy free = farm.Create(name);
        farm.LoadBound = 1.25;
        ILoadBalancingPolicy bounded = farm.Create(name);
        Assert.All(Enumerable.Range(0, 1000), key => Assert.Equal(
            free.Pick(farm.Backends, Farm.Key(key)), bounded.Pick(farm.Backends, Farm.Key(key))));
    }

    [Theory]
    [InlineData("ring-hash")]
    [InlineData("maglev")]
    public void Pick_OnlyTriedOnesHaveRoom_TooMuchIsBetterThanNone(string name)
    {
        var farm = Farm.OfEqual(2);
        farm.LoadBound = 1.0;
        for (int request = 0; request < 10; request++)
        {
            new Lease(farm.InFlight).MoveTo(farm.Backends[0]);
        }

        Assert.Equal(farm.Backends[0], farm.Create(name).Pick(farm.Backends, new PickContext(1, [farm.Backends[1]])));
    }

    [Theory]
    [InlineData("ring-hash", true)]
    [InlineData("ring-hash", false)]
    [InlineData("maglev", true)]
    [InlineData("maglev", false)]
    public void Pick_NobodyLeftWhoWillDo_AsksEachOnlyOnce(string name, bool everybodyTried)
    {
        var farm = Farm.OfEqual(2);
        farm.LoadBound = 1.0;
        for (int request = 0; request < 10; request++)
        {
            new Lease(farm.InFlight).MoveTo(farm.Backends[0]); // Full.
        }

        var tried = new CountedList(everybodyTried ? farm.Backends : [farm.Backends[1]]);
        Backend? picked = farm.Create(name).Pick(farm.Backends, new PickContext(1, tried));

        // Each is compared with one or two that were tried; the first again, as the walk begins there.
        Assert.Equal(everybodyTried ? null : farm.Backends[0], picked);
        Assert.InRange(tried.Looks, 1, 6);
    }

    /// <summary>On the ring none; in Maglev's table a few.</summary>
    private static void AssertFewOthersMove(string name, int others) => Assert.InRange(others, 0, name == "ring-hash" ? 0 : Keys * 3 / 100);

    private static (Backend Before, Backend After)[] Moves(Farm farm, string name, IReadOnlyList<Backend> before, IReadOnlyList<Backend> after)
    {
        ILoadBalancingPolicy policy = farm.Create(name);
        Backend[] first = [.. Enumerable.Range(0, Keys).Select(key => policy.Pick(before, Farm.Key(key))!)];
        return [.. first.Select((backend, key) => (backend, policy.Pick(after, Farm.Key(key))!))];
    }
}
