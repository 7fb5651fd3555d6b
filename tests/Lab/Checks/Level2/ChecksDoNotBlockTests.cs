using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Wire;
using LearnLoadBalancer.Lab.Checks.Level2;

namespace LearnLoadBalancer.Tests.Lab.Checks.Level2;

/// <summary>When it says that everybody waited.</summary>
public sealed class ChecksDoNotBlockTests
{
    /// <summary>A check of two seconds after half a second, and each request waits for its end.</summary>
    /// <param name="milliseconds">From one request to the next; on a busy machine it gets longer.</param>
    [Theory]
    [InlineData(100)]
    [InlineData(200)]
    [InlineData(250)]
    public void CommonWait_ACheckHoldsAllUp_IsFound(int milliseconds)
    {
        var held = new List<(TimeSpan, Exchange)>();
        for (double asked = 0; asked < 3.5; asked += milliseconds / 1000.0)
        {
            held.Add(Took(asked, asked is > 0.5 and < 2.5 ? 2.5 - asked : 0.001));
        }

        Assert.NotEmpty(ChecksDoNotBlock.CommonWait(held));
    }

    /// <summary>One in three goes to the backend that hangs.</summary>
    [Fact]
    public void CommonWait_OneInThreeWaits_IsNone() =>
        Assert.Empty(ChecksDoNotBlock.CommonWait([.. Enumerable.Range(0, 35).Select(i => Took(i / 10.0, i % 3 == 0 ? 2 : 0.001))]));

    /// <summary>The machine stood still for a moment: all that were asked at once then came late.</summary>
    [Fact]
    public void CommonWait_AFewAtOnce_IsNone() =>
        Assert.Empty(ChecksDoNotBlock.CommonWait([.. Enumerable.Range(0, 35).Select(i => i < 20 ? Took(i / 100.0, 1) : Took(i / 10.0, 0.001))]));

    /// <summary>On a machine that was busy with something else one was sent in 3.5 seconds: that shows nothing.</summary>
    [Theory]
    [InlineData(35, true)]
    [InlineData(12, true)]
    [InlineData(11, false)]
    [InlineData(1, false)]
    public void IsEnough_ForATimeInWhichEverybodyWaits(int asked, bool enough) =>
        Assert.Equal(enough, ChecksDoNotBlock.IsEnough(asked, TimeSpan.FromSeconds(3.5)));

    /// <summary>Whoever answers nobody is told so after some seconds, and not after all of the time.</summary>
    [Fact]
    public void IsMute_NobodyAnswered_IsSo() => Assert.True(ChecksDoNotBlock.IsMute([.. Enumerable.Range(0, 35).Select(i => Took(i / 10.0, 8))]));

    [Fact]
    public void IsMute_OneThatEndedSomehow_IsNot() => Assert.False(ChecksDoNotBlock.IsMute(
        [.. Enumerable.Range(0, 35).Select(i => Took(i / 10.0, 8)), (TimeSpan.Zero, Took(0, 1).Exchange with { End = StreamEnd.Closed })]));

    private static (TimeSpan Asked, Exchange Exchange) Took(double asked, double seconds) => (
        TimeSpan.FromSeconds(asked),
        new Exchange(new RequestPlan("token", "secret", null), "GET", "", 0) { Took = TimeSpan.FromSeconds(seconds) });
}
