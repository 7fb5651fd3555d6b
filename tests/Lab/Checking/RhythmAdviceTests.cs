using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Tests.Lab.Checking.Reporting;

namespace LearnLoadBalancer.Tests.Lab.Checking;

public sealed class RhythmAdviceTests
{
    [Theory]
    [InlineData(1, "Your health checks come every 1 s, and the checker assumed 10 s: give --interval 1. Then the checks take less time.")]
    [InlineData(30, "Your health checks come every 30 s, and the checker assumed 10 s: give --interval 30. Then they wait long enough.")]
    [InlineData(11, null)]
    public void For_ARhythm_SaysWhatToGiveIfItIsAnother(double seconds, string? expected) =>
        Assert.Equal(expected, RhythmAdvice.For(SampleReport.Create() with { Rhythm = TimeSpan.FromSeconds(seconds) }));

    [Fact]
    public void For_NoRhythm_SaysNothing() => Assert.Null(RhythmAdvice.For(SampleReport.Create()));

    [Theory]
    [InlineData("dead-skipped", 30, true)]
    [InlineData("dead-skipped", 1, false)]
    [InlineData("dead-skipped", 10, false)]
    [InlineData("half-close", 30, false)]
    public void Add_FailureOfAProgramThatLooksMoreSeldom_SaysSoFirst(string check, double seconds, bool isTold)
    {
        var failed = new CheckOutcome(CheckCatalog.All.First(one => one.Id == check), Verdict.Failed, TimeSpan.Zero);

        CheckOutcome outcome = RhythmAdvice.Add(failed, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(10));

        Assert.Equal(isTold, outcome.Hint.StartsWith("Your health checks come every 30 s, and the checker assumed 10 s: give --interval 30.", StringComparison.Ordinal));
        Assert.EndsWith(failed.Hint, outcome.Hint, StringComparison.Ordinal);
    }
}
