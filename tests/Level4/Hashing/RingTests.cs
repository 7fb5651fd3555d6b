using LearnLoadBalancer.Level4.Hashing;
using LearnLoadBalancer.Level4.Policies;

namespace LearnLoadBalancer.Tests.Level4.Hashing;

public sealed class RingTests
{
    [Fact]
    public void SlotOf_KeysAtTheEnds_GoRound()
    {
        var ring = new Ring(RosterOf(1, 1));
        Assert.Equal(0, ring.SlotOf(0));
        Assert.Equal(0, ring.SlotOf(ulong.MaxValue));
    }

    [Fact]
    public void Owners_Weights_GiveThatManyPoints() =>
        Assert.Equal([160, 480], new Ring(RosterOf(1, 3)).Owners.CountBy(owner => owner).OrderBy(pair => pair.Key).Select(pair => pair.Value));

    [Fact]
    public void Owners_TooManyPoints_AreHalvedUntilTheyFit()
    {
        // 200 x 256 x 160 points would be 8,192,000: with 80 for each unit of weight it fits.
        Roster roster = RosterOf([.. Enumerable.Repeat(256, 200)]);
        Assert.Equal(200 * 256 * 80, new Ring(roster).Owners.Length);
    }

    private static Roster RosterOf(params int[] weights) => new(new Farm(weights).Backends, new Farm(weights).Weights.Current);
}
