using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Policies;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Policies;

public sealed class RosterCacheTests
{
    private readonly Farm _farm = Farm.OfEqual(3);
    private int _built;

    [Fact]
    public void For_TheSameList_IsWorkedOutOnce()
    {
        RosterCache<Roster> cache = Cache();
        Assert.Same(cache.For(_farm.Backends), cache.For(_farm.Backends));
        Assert.Equal(1, _built);
    }

    [Fact]
    public void For_TheListBefore_IsStillThereWhileTheNewOneIsMade()
    {
        RosterCache<Roster> cache = Cache();
        Roster before = cache.For(_farm.Backends);
        Backend[] next = [.. _farm.Backends.Skip(1)];
        Roster after = cache.For(next);

        Assert.Same(before, cache.For(_farm.Backends));
        Assert.Same(after, cache.For(next));
        Assert.Equal(2, _built);
    }

    [Fact]
    public void For_ARoster_HasItsWeights()
    {
        RosterCache<Roster> cache = Cache();
        cache.For(_farm.Backends);
        _farm.Weights.Set(_farm.Backends[0], 5);
        var roster = new Roster(_farm.Backends, _farm.Weights.Current);
        Assert.Equal([5, 1, 1], cache.For(roster).Weights);
        Assert.Same(roster, cache.For(roster));
    }

    /// <summary>Lists may change every second, and a request that was held up must not work anything out.</summary>
    [Fact]
    public void For_AnOldRoster_IsStillThereHoweverManyNewOnesThereAre()
    {
        RosterCache<Roster> cache = Cache();
        var old = new Roster(_farm.Backends, _farm.Weights.Current);
        cache.For(old);
        for (int news = 0; news < 5; news++)
        {
            cache.For(new Roster(_farm.Backends, _farm.Weights.Current));
        }

        Assert.Same(old, cache.For(old));
        Assert.Equal(6, _built);
    }

    [Fact]
    public void For_TwoPolicies_EachHasItsOwn()
    {
        var roster = new Roster(_farm.Backends, _farm.Weights.Current);
        var one = new RosterCache<string>(_ => "one");
        var other = new RosterCache<string>(_ => "other");

        Assert.Equal(("one", "other", "one"), (one.For(roster), other.For(roster), one.For(roster)));
    }

    private RosterCache<Roster> Cache() => new(roster =>
    {
        _built++;
        return roster;
    });
}
