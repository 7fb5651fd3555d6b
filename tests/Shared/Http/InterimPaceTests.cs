using LearnLoadBalancer.Http;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Http;

public sealed class InterimPaceTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void TryNote_SixteenAtOnce_AreFineAndOneMoreIsNot()
    {
        var pace = new InterimPace(_time);
        Assert.All(Enumerable.Range(0, InterimPace.Most), _ => Assert.True(pace.TryNote()));
        Assert.False(pace.TryNote());
    }

    [Theory]
    [InlineData(20_000, true)] // A backend that says every 20 seconds that it still works.
    [InlineData(625, true)] // Exactly sixteen in ten seconds.
    [InlineData(600, false)]
    public void TryNote_OneAfterTheOther_IsJudgedByTheWindow(int milliseconds, bool fine)
    {
        var pace = new InterimPace(_time);
        bool all = true;
        for (int number = 0; number < 100; number++)
        {
            all &= pace.TryNote();
            _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        }

        Assert.Equal(fine, all);
    }
}
