using LearnLoadBalancer.Level5.Ejection;

namespace LearnLoadBalancer.Tests.Level5.Ejection;

/// <summary>envoy#3263, envoy#27066, envoy#26877: with two or three hosts the cap was off by one; envoy#17504: the only one was ejected.</summary>
public sealed class EjectionCapTests
{
    public static TheoryData<int, int> Cases()
    {
        var cases = new TheoryData<int, int>();
        for (int all = 1; all <= 10; all++)
        {
            for (int percent = 0; percent <= 100; percent += 10)
            {
                cases.Add(all, percent);
            }
        }

        return cases;
    }

    /// <summary>They fail one after the other until no more may go: how many have gone?</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Allows_AllFail_AsManyAsTheCapSaysOneAtLeastAndNeverTheLast(int all, int percent)
    {
        int ejected = 0;
        while (EjectionCap.Allows(ejected, othersUsable: all - ejected - 1, all, percent / 100.0))
        {
            ejected++;
        }

        int cap = Math.Max(1, all * percent / 100); // In whole numbers: so there is no rounding to be wrong about.
        Assert.Equal(Math.Min(cap, all - 1), ejected);
    }

    /// <summary>In hundredths a share is no round number: 0.29 x 100 is a little less than 29.</summary>
    [Fact]
    public void Allows_EveryPercentage_OfAHundredIsThatMany()
    {
        for (int percent = 1; percent <= 99; percent++)
        {
            Assert.True(EjectionCap.Allows(percent - 1, 100 - percent, 100, percent / 100.0));
            Assert.False(EjectionCap.Allows(percent, 99 - percent, 100, percent / 100.0));
        }
    }

    /// <summary>Those that the checks have taken out are not ejected, but they are no help either.</summary>
    [Fact]
    public void Allows_TheOthersAreDown_TheLastOneStays() => Assert.False(EjectionCap.Allows(ejected: 0, othersUsable: 0, all: 5, most: 1));
}
