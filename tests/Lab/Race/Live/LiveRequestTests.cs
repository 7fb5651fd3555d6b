using LearnLoadBalancer.Lab.Race;
using LearnLoadBalancer.Lab.Race.Live;

namespace LearnLoadBalancer.Tests.Lab.Race.Live;

[StartsPrograms]
public sealed class LiveRequestTests
{
    private readonly LiveRequest _request = new(new RaceRequest { Number = 0, Arrival = 0, Cost = 100, Key = 0, Balancer = 0 });

    [Fact]
    public void TryEnd_Twice_OnlyTheFirstWordCounts()
    {
        Assert.True(_request.TryEnd(LiveOutcome.TimedOut, 5));
        Assert.False(_request.TryEnd(LiveOutcome.Answered, 6));
        Assert.Equal((LiveOutcome.TimedOut, 5L, true), (_request.Outcome, _request.EndedAt, _request.Request.Over));
    }

    [Fact]
    public void TryEnd_ResponseAfterTheClientsPatience_IsNone()
    {
        Assert.True(_request.TryEnd(LiveOutcome.Answered, RaceRun.Patience.Ticks));
        Assert.Equal(LiveOutcome.TimedOut, _request.Outcome);
    }

    [Fact]
    public void TryEnd_WhileItsBackendHasIt_TellsTheBackend()
    {
        Assert.True(_request.TryReach(1, 3));
        Assert.False(_request.Work.IsCompleted);
        _request.TryEnd(LiveOutcome.TimedOut, 5);
        Assert.True(_request.Work.IsCanceled);
    }

    [Fact]
    public void TryReach_Twice_IsServedOnceOnly()
    {
        Assert.True(_request.TryReach(1, 3));
        Assert.False(_request.TryReach(2, 4));
        Assert.Equal((1, 3L), (_request.Request.Server, _request.ReachedAt));
    }

    [Fact]
    public void TryReach_ClientHasLeft_IsNotServed()
    {
        _request.TryEnd(LiveOutcome.TimedOut, 2);
        Assert.False(_request.TryReach(1, 3));
    }
}
