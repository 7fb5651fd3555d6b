using System.Globalization;
using LearnLoadBalancer.Level5.Ejection;
using LearnLoadBalancer.Level5.States;

namespace LearnLoadBalancer.Tests.Level5.States;

public sealed class BackoffTests
{
    private static readonly Backoff Ejections = new EjectionOptions().Duration;

    [Fact]
    public void For_EachLevel_IsGrpcsSeries()
    {
        IEnumerable<string> series = Enumerable.Range(0, 13).Select(level => Ejections.For(level, 0.5).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));

        Assert.Equal("1.0 1.6 2.6 4.1 6.6 10.5 16.8 26.8 42.9 68.7 110.0 120.0 120.0", string.Join(' ', series));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(100_000)]
    public void For_AnyChance_IsAFifthMoreOrLessAtMost(int level)
    {
        TimeSpan middle = Ejections.For(level, 0.5);

        Assert.Equal(middle.TotalSeconds * 0.8, Ejections.For(level, 0).TotalSeconds, 3);
        Assert.Equal(middle.TotalSeconds * 1.2, Ejections.For(level, 1).TotalSeconds, 3);
    }
}
