namespace LearnLoadBalancer.Tests.Zoo;

/// <summary>Faults in how it is found out who is well.</summary>
[UsesVerify]
[StartsPrograms]
[TakesLong]
public sealed class DetectionFaultTests
{
    [Fact]
    public async Task SerialChecks_Checked_FailsOnlyChecksApart() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("serial-checks", level: 5, check: "checks-apart"));

    [Fact]
    public async Task FlapsAtOnce_Checked_FailsOnlyRiseAndFall() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("flaps-at-once", level: 5, check: "rise-and-fall"));

    [Fact]
    public async Task NeverEjects_Checked_FailsOnlyEjects() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("never-ejects", level: 5, check: "ejects"));

    [Fact]
    public async Task NeverHalfOpens_Checked_FailsOnlyEjectionEnds() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("never-half-opens", level: 5, check: "ejection-ends"));

    [Fact]
    public async Task HalfOpensToAll_Checked_FailsOnlyOneProbe() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("half-opens-to-all", level: 5, check: "one-probe"));

    [Fact]
    public async Task PardonsAtACheck_Checked_FailsOnlyEjectionLasts() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("pardons-at-a-check", level: 5, check: "ejection-lasts"));

    [Fact]
    public async Task CountsClientAborts_Checked_FailsOnlyClientAborts() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("counts-client-aborts", level: 5, check: "client-aborts"));

    [Fact]
    public async Task EjectsEverybody_Checked_FailsOnlyEjectionCap() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("ejects-everybody", level: 5, check: "ejection-cap"));

    [Fact]
    public async Task NeverPanics_Checked_FailsOnlyPanic() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("never-panics", level: 5, check: "panic"));

    [Fact]
    public async Task PanicsToTheDead_Checked_FailsOnlyPanic() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("panics-to-the-dead", level: 5, check: "panic"));

    [Fact]
    public async Task StartsAtOnce_Checked_FailsOnlySlowStart() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("starts-at-once", level: 5, check: "slow-start"));
}
