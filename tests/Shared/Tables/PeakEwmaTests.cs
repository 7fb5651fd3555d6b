using LearnLoadBalancer.Tables;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Tables;

public sealed class PeakEwmaTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly PeakEwma _average;

    public PeakEwmaTests() => _average = new PeakEwma(_time, TimeSpan.FromSeconds(10));

    [Fact]
    public void Microseconds_NoSample_IsZero() => Assert.Equal(0, _average.Microseconds);

    [Fact]
    public void Observe_Higher_IsBelievedAtOnce()
    {
        Observe(10);
        Observe(50);
        Assert.Equal(50_000, _average.Microseconds);
    }

    [Fact]
    public void Observe_Lower_PullsDownByTheTimeThatHasPassed()
    {
        Observe(100);
        _time.Advance(TimeSpan.FromSeconds(10));
        Observe(20);
        Assert.Equal(20_000 + (80_000 / Math.E), _average.Microseconds, 0.1); // 1/e of the old is left.
    }

    [Fact]
    public void Observe_LowerInTheSameInstant_ChangesNothing()
    {
        Observe(100);
        Observe(20);
        Assert.Equal(100_000, _average.Microseconds);
    }

    [Fact]
    public void Microseconds_TimePasses_Fades()
    {
        Observe(100);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(100_000 / Math.E, _average.Microseconds, 0.1);
    }

    [Fact]
    public void Observe_ManyThreads_TheHighestIsNeverLost()
    {
        Parallel.For(1, 10_001, sample => _average.Observe(TimeSpan.FromMicroseconds(sample)));
        Assert.Equal(10_000, _average.Microseconds);
    }

    [Theory]
    [InlineData(50, 100)] // A client that left early says nothing.
    [InlineData(100, 100)]
    [InlineData(300, 300)] // One that waited longer than others have says that it takes longer.
    public void ObserveAtLeast_ABound_CountsAsBadNewsOnly(double bound, double expected)
    {
        Observe(100);
        _average.ObserveAtLeast(TimeSpan.FromMilliseconds(bound));
        Assert.Equal(expected * 1000, _average.Microseconds);
    }

    [Fact]
    public void ObserveAtLeast_TheAverageHasFaded_IsComparedWithWhatIsLeft()
    {
        Observe(100);
        _time.Advance(TimeSpan.FromSeconds(30)); // 100 ms x e^-3 = 5 ms
        _average.ObserveAtLeast(TimeSpan.FromMilliseconds(50));
        Assert.InRange(_average.Microseconds, 50_000, 55_000);
    }

    [Theory]
    [InlineData(0, 1000)] // Refused at once.
    [InlineData(5000, 5000)] // Dialled in vain.
    public void ObserveFailure_Always_IsSlow(double elapsed, double expected)
    {
        Observe(1);
        _average.ObserveFailure(TimeSpan.FromMilliseconds(elapsed));
        Assert.Equal(expected * 1000, _average.Microseconds);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Microseconds_NothingForDays_TheOldPeakIsForgotten(int days)
    {
        Observe(100);
        _time.Advance(TimeSpan.FromDays(days));
        Assert.Equal(0, _average.Microseconds, 0.001);
        Observe(20);
        Assert.Equal(20_000, _average.Microseconds, 0.1);
    }

    [Fact]
    public void Observe_TheClocksBitsWrap_GoesOn()
    {
        // 2^31 units of 100 us are two and a half days; 2^32 are five.
        for (int day = 0; day < 12; day++)
        {
            _time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(10));
            Observe(100);
            _time.Advance(TimeSpan.FromSeconds(10));
            Assert.Equal(100_000 / Math.E, _average.Microseconds, 0.1);
        }
    }

    private void Observe(double milliseconds) => _average.Observe(TimeSpan.FromMilliseconds(milliseconds));
}
