using System.Net.Sockets;
using LearnLoadBalancer.Forwarding;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Level5.Ejection;

namespace LearnLoadBalancer.Tests.Level5.Ejection;

public sealed class AttemptJudgeTests
{
    public static TheoryData<string> BackendCauses => [.. Names(Side.Backend).Where(name => name != "no_backend")];

    public static TheoryData<string> OtherCauses => [.. Names(Side.Client), .. Names(Side.Balancer)];

    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public void Of_AStatusThatSaysItCannot_IsBad(int status) => Assert.Equal(Judgement.Bad, AttemptJudge.Of(Done, status));

    /// <summary>500 is the response to this request: one that poisons every backend must not eject them all.</summary>
    [Theory]
    [InlineData(101)]
    [InlineData(200)]
    [InlineData(304)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(501)]
    [InlineData(505)]
    public void Of_AnyOtherStatus_IsGood(int status) => Assert.Equal(Judgement.Good, AttemptJudge.Of(Done, status));

    [Theory]
    [MemberData(nameof(BackendCauses))]
    public void Of_ACauseOnTheBackendsSide_IsBad(string cause) =>
        Assert.Equal(Judgement.Bad, AttemptJudge.Of(new ForwardResult(ForwardStage.ResponseHead, Code(cause)), 0));

    [Theory]
    [MemberData(nameof(OtherCauses))]
    public void Of_ACauseOnAnotherSide_SaysNothing(string cause) =>
        Assert.Equal(Judgement.None, AttemptJudge.Of(new ForwardResult(ForwardStage.ResponseHead, Code(cause)), 200));

    [Theory]
    [InlineData("backend_closed", true, Judgement.None)]
    [InlineData("backend_reset", true, Judgement.None)]
    [InlineData("backend_closed", false, Judgement.Bad)]
    [InlineData("backend_reset", false, Judgement.Bad)]
    [InlineData("response_timeout", true, Judgement.Bad)]
    public void Of_AnIdleConnectionThatHadEnded_SaysNothing(string cause, bool stale, object judgement) =>
        Assert.Equal(judgement, AttemptJudge.Of(new ForwardResult(ForwardStage.Request, Code(cause), MayBeStale: stale), 0));

    /// <summary>We have no descriptors left: else every backend would be ejected for it.</summary>
    [Theory]
    [InlineData(SocketError.TooManyOpenSockets, Judgement.None)]
    [InlineData(SocketError.AddressNotAvailable, Judgement.None)]
    [InlineData(SocketError.HostUnreachable, Judgement.Bad)]
    public void Of_AConnectionThatFailed_WeMayBeToBlame(SocketError error, object judgement) =>
        Assert.Equal(judgement, AttemptJudge.Of(new ForwardResult(ForwardStage.Connect, CauseCode.ConnectFailed, Error: error), 0));

    private static ForwardResult Done => new(ForwardStage.Done, CauseCode.None);

    private static IEnumerable<string> Names(Side side) => Causes.All.Where(cause => cause.Side == side).Select(cause => cause.Name);

    private static CauseCode Code(string name) => Causes.All.Single(cause => cause.Name == name).Code;
}
