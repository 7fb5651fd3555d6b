namespace LearnLoadBalancer.Tests.Zoo;

/// <summary>Faults in the choice of the backend, and in the 502.</summary>
[UsesVerify]
[StartsPrograms]
public sealed class BalancingFaultTests
{
    [Fact]
    public async Task UnlockedCounter_Checked_FailsOnlyEven100() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("unlocked-counter", level: 1, check: "even-100"));

    [Fact]
    public async Task AlwaysFirst_Checked_FailsOnlyNineInOrder() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("always-first", level: 1, check: "nine-in-order"));

    [Fact]
    public async Task Random_Checked_FailsOnlyNineInOrder() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("random", level: 1, check: "nine-in-order"));

    [Fact]
    public async Task ClosesWithout502_Checked_FailsOnlyRefused502() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("no-502", level: 1, check: "refused-502"));

    [Fact]
    public async Task Resets502_Checked_FailsOnlyRefused502Upload() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("reset-502", level: 1, check: "refused-502-upload"));

    [Fact]
    public async Task OneAtATime_Checked_FailsOnlySlowReader() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("one-at-a-time", level: 1, check: "slow-reader"));

    [Fact]
    public async Task RunsDry_Checked_FailsOnlySurvives() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("runs-dry", level: 1, check: "survives"));

    [Fact]
    public async Task HardCoded_Checked_FailsOnlyResponds() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("hard-coded", level: 1, check: "responds"));
}
