using LearnLoadBalancer.Lab.Checking.Recording;

namespace LearnLoadBalancer.Tests.Lab.Checking.Recording;

public sealed class HealthRhythmTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(20)]
    public void Of_DialsOfAllBackendsInARow_IsTheirInterval(double interval) => Assert.Equal(
        TimeSpan.FromSeconds(interval),
        HealthRhythm.Of([.. Enumerable.Range(0, 6).SelectMany(round => Enumerable.Range(1, 3).Select(backend => Dial(backend, (round * interval) + (backend * 0.01))))]));

    /// <summary>On a busy machine one comes late, and a client that left without a word looks like a check.</summary>
    [Fact]
    public void Of_AFewThatAreOff_IsTheUsualOne() => Assert.Equal(
        TimeSpan.FromSeconds(1),
        HealthRhythm.Of([.. new[] { 0, 1, 2.02, 3.4, 4, 5, 5.3, 6, 7, 8 }.Select(at => Dial(1, at))]));

    [Fact]
    public void Of_DialsAtAnyTime_IsNone() => Assert.Null(HealthRhythm.Of([.. new[] { 0, 0.5, 3, 3.1, 9, 20, 21 }.Select(at => Dial(1, at))]));

    [Fact]
    public void Of_TwoDials_IsNone() => Assert.Null(HealthRhythm.Of([Dial(1, 0), Dial(1, 1)]));

    [Fact]
    public void Of_RequestsInARow_IsNone() =>
        Assert.Null(HealthRhythm.Of([.. Enumerable.Range(0, 9).Select(i => new TimelineEvent(TimeSpan.FromSeconds(i), new Lane(1), EventKind.Request, "GET /"))]));

    private static TimelineEvent Dial(int backend, double seconds) => new(TimeSpan.FromSeconds(seconds), new Lane(backend), EventKind.Dial, "");
}
