using LearnLoadBalancer.Level5.Checks;

namespace LearnLoadBalancer.Tests.Level5.Checks;

public sealed class CheckRhythmTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly CheckRhythm _rhythm = new(Interval);
    private readonly HealthTracker _tracker = new(rise: 2, fall: 3);

    [Theory]
    [InlineData(0, 4.5)]
    [InlineData(0.5, 5)]
    [InlineData(1, 5.5)]
    public void After_AllIsWell_IsTheIntervalATenthMoreOrLess(double chance, double seconds)
    {
        _tracker.Observe(success: true);
        Assert.Equal(TimeSpan.FromSeconds(seconds), _rhythm.After(_tracker, chance));
    }

    [Fact]
    public void After_ResultsContradictTheState_IsASecond()
    {
        _tracker.Observe(success: true);
        _tracker.Observe(success: false);
        Assert.Equal(TimeSpan.FromSeconds(1), _rhythm.After(_tracker, 0.5));
    }

    [Fact]
    public void After_Down_GrowsToHalfAMinute()
    {
        var pauses = new List<double>();
        for (int check = 0; check < 6; check++)
        {
            _tracker.Observe(success: false);
            pauses.Add(Math.Round(_rhythm.After(_tracker, 0.5).TotalSeconds, 1));
        }

        Assert.Equal([5, 8, 12.8, 20.5, 30, 30], pauses);
        _tracker.Observe(success: true); // It may be mended: that is to be known soon.
        Assert.Equal(TimeSpan.FromSeconds(1), _rhythm.After(_tracker, 0.5));
    }

    /// <summary>The three failures that bring it down are no reason to wait longer: a backend that was only restarted is back soon.</summary>
    [Fact]
    public void After_DownAfterItWasUp_BeginsWithTheInterval()
    {
        _tracker.Observe(success: true);
        for (int check = 0; check < 3; check++)
        {
            _tracker.Observe(success: false);
        }

        Assert.Equal(BackendHealth.Down, _tracker.State);
        Assert.Equal(Interval, _rhythm.After(_tracker, 0.5));
    }

    /// <summary>envoy#4132: all checks at once. Over the interval, a hundred backends spread evenly (χ², 9 degrees of freedom, 99.9 %: 27.9).</summary>
    [Fact]
    public void AfterFirst_AHundredBackends_AreSpread()
    {
        var random = new Random(20260101);
        int[] tenths = new int[10];
        for (int backend = 0; backend < 100; backend++)
        {
            tenths[(int)(_rhythm.AfterFirst(random.NextDouble()) / Interval * 10)]++;
        }

        Assert.True(tenths.Sum(count => (count - 10) * (count - 10) / 10.0) < 27.9, string.Join(' ', tenths));
    }
}
