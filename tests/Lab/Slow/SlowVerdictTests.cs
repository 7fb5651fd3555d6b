using LearnLoadBalancer.Lab.Bench.Load;
using LearnLoadBalancer.Lab.Bench.Slow;
using LearnLoadBalancer.Lab.Slow;

namespace LearnLoadBalancer.Tests.Lab.Slow;

public sealed class SlowVerdictTests
{
    private const int Clients = 100;

    private static readonly SlowPhase Phase = new(20, 50_000_000, new LoadResult(1000, 0, TimeSpan.FromSeconds(2), 1, 2, 3, 0));

    private static readonly SlowOutcome Uploads = new(Phase, Phase, 0, 0, TimeSpan.Zero, false, Clients, 0, TimeSpan.FromSeconds(33));

    /// <summary>In 33 s each had 10 s two or three times, and is on its way back now and then.</summary>
    private static readonly SlowOutcome Heads = Uploads with { Responses = 230, Connected = 80 };

    [Fact]
    public void Complaints_AsItMustBe_None()
    {
        Assert.Empty(SlowVerdict.Complaints(Uploads, Clients, SlowKind.Bodies));
        Assert.Empty(SlowVerdict.Complaints(Heads, Clients, SlowKind.Heads));
    }

    [Fact]
    public void Complaints_Uploads_MayNeitherBeAnsweredNorCutNorGone()
    {
        Assert.Equal(["1 times one was answered, though it had not finished."], SlowVerdict.Complaints(Uploads with { Responses = 1 }, Clients, SlowKind.Bodies));
        Assert.Equal(["1 times one was cut off, though it went on."], SlowVerdict.Complaints(Uploads with { Cut = 1 }, Clients, SlowKind.Bodies));
        Assert.Equal(["Only 99 of 100 were connected at the end."], SlowVerdict.Complaints(Uploads with { Connected = 99 }, Clients, SlowKind.Bodies));
    }

    [Fact]
    public void Complaints_Heads_AreGivenUpOnNeitherTooEarlyNorNever()
    {
        Assert.Equal(["500 answers are too many: each client had 10 s."], SlowVerdict.Complaints(Heads with { Responses = 500 }, Clients, SlowKind.Heads));
        Assert.Equal(
            ["Only 0 answers: each of 100 clients should have been given up on after 10 s."],
            SlowVerdict.Complaints(Heads with { Responses = 0 }, Clients, SlowKind.Heads));
        Assert.Empty(SlowVerdict.Complaints(Heads with { Responses = 0, Played = TimeSpan.FromSeconds(8) }, Clients, SlowKind.Heads));
        Assert.Equal(
            ["3 times one was cut off without a word: a client that is too slow is told so."],
            SlowVerdict.Complaints(Heads with { Cut = 3 }, Clients, SlowKind.Heads));
    }

    [Fact]
    public void Complaints_NoRoomForAll_NamesTheLimitThatIsInTheWay() =>
        Assert.Equal(
            ["Level 3 had no room for all of them. Raise the hard limit of files (ulimit -Hn shows it) to more than twice the number of clients; lab doctor --all has the command."],
            SlowVerdict.Complaints(Uploads with { Full = true }, Clients, SlowKind.Bodies));

    [Fact]
    public void Complaints_ClientsThatNeverCame_AreToldOnce() =>
        Assert.Equal(
            ["100 of 100 never connected, so this says nothing about them."],
            SlowVerdict.Complaints(Uploads with { Connected = 0, NeverConnected = 100 }, Clients, SlowKind.Bodies));
}
