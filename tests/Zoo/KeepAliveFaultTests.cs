namespace LearnLoadBalancer.Tests.Zoo;

/// <summary>Faults in what becomes of the connections.</summary>
[UsesVerify]
[StartsPrograms]
public sealed class KeepAliveFaultTests
{
    [Fact]
    public async Task NeverReuses_Checked_FailsOnlyReuse() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("never-reuses", level: 3, check: "reuse"));

    [Fact]
    public async Task RespondsLate_Checked_FailsOnlyEarlyResponse() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("responds-late", level: 3, check: "early-response"));

    [Fact]
    public async Task ForgesLastChunk_Checked_FailsOnlyCutChunked() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("forges-last-chunk", level: 3, check: "cut-chunked"));

    [Fact]
    public async Task Stale502_Checked_FailsOnlyStale() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("stale-502", level: 3, check: "stale"));

    [Fact]
    public async Task RetriesPost_Checked_FailsOnlyNoDoublePost() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("retries-post", level: 3, check: "no-double-post"));

    [Fact]
    public async Task KeepsDirty_Checked_FailsOnlyCleanPool() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("keeps-dirty", level: 3, check: "clean-pool"));
}
