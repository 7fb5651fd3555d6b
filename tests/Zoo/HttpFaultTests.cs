namespace LearnLoadBalancer.Tests.Zoo;

/// <summary>Faults in what is read and written: the messages.</summary>
[UsesVerify]
[StartsPrograms]
public sealed class HttpFaultTests
{
    [Fact]
    public async Task SticksToBackend_Checked_FailsOnlyPerRequest() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("sticks-to-backend", level: 3, check: "per-request"));

    [Fact]
    public async Task DropsPipelined_Checked_FailsOnlyPipelining() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("drops-pipelined", level: 3, check: "pipelining"));

    [Fact]
    public async Task ForwardsHopByHop_Checked_FailsOnlyHopByHop() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("forwards-hop-by-hop", level: 3, check: "hop-by-hop"));

    [Fact]
    public async Task IgnoresChunked_Checked_FailsOnlyChunked() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("ignores-chunked", level: 3, check: "chunked"));

    [Fact]
    public async Task Smuggles_Checked_FailsOnlyFraming() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("smuggles", level: 3, check: "framing"));

    [Fact]
    public async Task NoUpgrade_Checked_FailsOnlyUpgrade() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("no-upgrade", level: 3, check: "upgrade"));

    [Fact]
    public async Task JoinsCookies_Checked_FailsOnlyHeadersUnchanged() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("joins-cookies", level: 1, check: "headers-unchanged"));

    [Fact]
    public async Task Takes100_Checked_FailsOnlyInterimResponse() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("takes-100", level: 3, check: "interim-response"));

    [Fact]
    public async Task FollowsRedirects_Checked_FailsOnlyRedirects() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("follows-redirects", level: 3, check: "redirects"));
}
