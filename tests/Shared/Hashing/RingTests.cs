using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Hashing;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Hashing;

public sealed class RingTests
{
    private const int Keys = 20_000;

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
    public void Owners_TooManyPoints_EverybodyHasFewer()
    {
        // 200 x 256 x 160 points would be 8,192,000: for 1,048,576 each gets 5,242.
        int[] owners = new Ring(RosterOf([.. Enumerable.Repeat(256, 200)])).Owners;
        Assert.All(owners.CountBy(owner => owner), pair => Assert.Equal(5242, pair.Value));
    }

    [Fact]
    public void Owners_TooManyPoints_AlsoTheLightestHasOne() => Assert.Contains(300, new Ring(RosterOf([.. Enumerable.Repeat(256, 300), 1])).Owners);

    [Theory]
    [InlineData(25)] // 26 of weight 256 are the first for whom the points do not suffice.
    [InlineData(26)]
    [InlineData(60)]
    public void SlotOf_OneMoreIsConfiguredWherePointsAreScarce_AboutOneNthOfTheKeysMove(int count)
    {
        Backend[] before = OwnersOf(new Farm([.. Enumerable.Repeat(256, count)]), leaving: null);
        Backend[] after = OwnersOf(new Farm([.. Enumerable.Repeat(256, count + 1)]), leaving: null);

        // To the new one, and about as many among the others, each of which gave up 1/N of its points.
        Assert.InRange(before.Zip(after).Count(pair => pair.First != pair.Second) / (double)Keys, 0.6 / count, 2.2 / count);
    }

    [Fact]
    public void SlotOf_OneFallsIllWherePointsAreScarce_OnlyItsKeysMove()
    {
        var farm = new Farm([.. Enumerable.Repeat(256, 27)]);
        Backend leaving = farm.Backends[13];
        IEnumerable<(Backend Before, Backend After)> moved =
            OwnersOf(farm, leaving: null).Zip(OwnersOf(farm, leaving)).Where(pair => pair.First != pair.Second);
        Assert.All(moved, pair => Assert.Equal(leaving, pair.Before));
    }

    private static Backend[] OwnersOf(Farm farm, Backend? leaving)
    {
        var roster = new Roster([.. farm.Backends.Where(backend => backend != leaving)], farm.Weights.Current);
        var ring = new Ring(roster);
        return [.. Enumerable.Range(0, Keys).Select(key => roster.Backends[ring.Owners[ring.SlotOf(StableHash.Of(BitConverter.GetBytes(key)))]])];
    }

    private static Roster RosterOf(params int[] weights) => new(new Farm(weights).Backends, new Farm(weights).Weights.Current);
}
