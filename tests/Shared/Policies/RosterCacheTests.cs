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

    private RosterCache<Roster> Cache() => new(roster =>
    {
        _built++;
        return roster;
    });
}
