namespace LearnLoadBalancer.Tests.Zoo;

/// <summary>Faults in the way of the bytes.</summary>
[UsesVerify]
[StartsPrograms]
public sealed class RelayFaultTests
{
    [Fact]
    public async Task SwallowsHalfClose_Checked_FailsOnlyHalfClose() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("swallows-half-close", level: 1, check: "half-close"));

    [Fact]
    public async Task BuffersBody_Checked_FailsOnlyUpload256mb() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("buffers-body", level: 1, check: "upload-256mb"));

    [Fact]
    public async Task CorruptsByte_Checked_FailsOnlyBody1mb() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("corrupts-byte", level: 1, check: "body-1mb"));

    [Fact]
    public async Task DropsTail_Checked_FailsOnlyBody1mb() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("drops-tail", level: 1, check: "body-1mb"));

    [Fact]
    public async Task LeaksBackend_Checked_FailsOnlyClientLeaves() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("leaks-backend", level: 1, check: "client-leaves"));

    [Fact]
    public async Task KeepsWaiting_Checked_FailsOnlyBackendDies() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("keeps-waiting", level: 1, check: "backend-dies"));

    [Fact]
    public async Task BytesAsText_Checked_FailsOnlyBodyBinary() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("bytes-as-text", level: 1, check: "body-binary"));
}
