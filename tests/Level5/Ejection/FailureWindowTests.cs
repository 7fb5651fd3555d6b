using LearnLoadBalancer.Level5.Ejection;

namespace LearnLoadBalancer.Tests.Level5.Ejection;

public sealed class FailureWindowTests
{
    private readonly FailureWindow _window = new(TimeSpan.FromSeconds(10));

    [Fact]
    public void Count_NothingHasFailed_ThereIsNoWindow()
    {
        Assert.Equal((0, 0), _window.Count(failure: false, At(1)));
        Assert.False(_window.IsOpen);
    }

    [Fact]
    public void Count_AfterAFailure_CountsAllForTenSeconds()
    {
        Assert.Equal((1, 1), _window.Count(failure: true, At(5)));
        Assert.Equal((1, 2), _window.Count(failure: false, At(6)));
        Assert.Equal((2, 3), _window.Count(failure: true, At(14.9)));
        Assert.Equal((1, 1), _window.Count(failure: true, At(15)));
        Assert.Equal((0, 0), _window.Count(failure: false, At(25)));
        Assert.False(_window.IsOpen);
    }

    [Fact]
    public void Count_TheClockOfTheWindowWraps_GoesOn()
    {
        double wrap = (1 << 24) / 100.0; // Two days, in units of 10 ms.
        Assert.Equal((1, 1), _window.Count(failure: true, At(wrap - 1)));
        Assert.Equal((2, 2), _window.Count(failure: true, At(wrap + 8)));
        Assert.Equal((1, 1), _window.Count(failure: true, At(wrap + 9)));
    }

    [Fact]
    public void Count_MoreThanItCanHold_BeginsANewOne()
    {
        for (int request = 0; request < (1 << 20) - 1; request++)
        {
            _window.Count(failure: true, At(1));
        }

        Assert.Equal((1, 1), _window.Count(failure: true, At(1)));
    }

    [Fact]
    public void Count_ManyThreads_LosesNothing()
    {
        _window.Count(failure: true, At(1));
        Parallel.For(0, 8, thread =>
        {
            for (int request = 0; request < 10_000; request++)
            {
                _window.Count(failure: thread % 2 == 0, At(2));
            }
        });

        Assert.Equal((40_002, 80_002), _window.Count(failure: true, At(3)));
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
