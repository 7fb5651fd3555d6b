namespace LearnLoadBalancer.Tests.Zoo;

/// <summary>Faults in the health checks.</summary>
[UsesVerify]
[StartsPrograms]
[TakesLong]
public sealed class CheckerFaultTests
{
    [Fact]
    public async Task NeverRecovers_Checked_FailsOnlyBackInRotation() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("never-recovers", level: 2, check: "back-in-rotation"));

    [Fact]
    public async Task CheckerDies_Checked_FailsOnlyDeadSkipped() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("checker-dies", level: 2, check: "dead-skipped"));

    [Fact]
    public async Task ChecksBlock_Checked_FailsOnlyChecksDoNotBlock() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("checks-block", level: 2, check: "checks-do-not-block"));

    [Fact]
    public async Task WaitsForAWord_Checked_FailsOnlySilentBackend() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("waits-for-a-word", level: 2, check: "silent-backend"));

    [Fact]
    public async Task GivesUp_Checked_FailsOnlyRecoveryFromAllDown() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("gives-up", level: 2, check: "recovery-from-all-down"));

    [Fact]
    public async Task WaitsForABackend_Checked_FailsOnlyAllDown() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("waits-for-a-backend", level: 2, check: "all-down"));

    [Fact]
    public async Task FirstTurnedAway_Checked_FailsOnlyNoLossAtStart() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("first-turned-away", level: 2, check: "no-loss-at-start"));

    [Fact]
    public async Task TurnBeginsAnew_Checked_FailsOnlyTurnGoesOn() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("turn-begins-anew", level: 2, check: "turn-goes-on"));

    [Fact]
    public async Task KeepsCheckConnections_Checked_FailsOnlyChecksHangUp() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("keeps-check-connections", level: 2, check: "checks-hang-up"));

    [Fact]
    public async Task AcceptDials_Checked_FailsOnlyChecksDoNotBlock() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("accept-dials", level: 2, check: "checks-do-not-block"));
}
