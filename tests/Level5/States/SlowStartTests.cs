using FsCheck;
using FsCheck.Fluent;
using LearnLoadBalancer.Level5.States;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level5.States;

public sealed class SlowStartTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    /// <summary>Never less than before, never less than a tenth (envoy#19437: starved), and all of it at the end.</summary>
    [Fact]
    public void Scaled_AnyWeight_GrowsFromATenthToAllOfIt() => Check.One(Generate.Quick, Prop.ForAll(Gen.Choose(1, 256).ToArbitrary(), weight =>
    {
        int[] weights = [.. Enumerable.Range(0, 32).Select(second => SlowStart.Scaled(weight, SlowStart.ShareAt(TimeSpan.FromSeconds(second), Window)))];

        Assert.Equal(weights.Order(), weights);
        Assert.True(weights[0] >= 1 && Math.Abs(weights[0] - (weight * SlowStart.Scale / 10.0)) <= 0.5, $"{weights[0]}");
        Assert.Equal(weight * SlowStart.Scale, weights[30]);
    }));

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(3, 0.1)]
    [InlineData(12, 0.4)]
    [InlineData(29.9, 0.99667)]
    [InlineData(30, 1)]
    [InlineData(1e6, 1)]
    public void ShareAt_ATime_IsAStraightLineFromATenth(double seconds, double share) =>
        Assert.Equal(share, SlowStart.ShareAt(TimeSpan.FromSeconds(seconds), Window), 4);

    [Fact]
    public void Scaled_ADrainingOne_StaysOut() => Assert.Equal(0, SlowStart.Scaled(0, 1));
}
