namespace LearnLoadBalancer.Tests.Zoo;

/// <summary>Faults in how a backend is chosen.</summary>
[UsesVerify]
[StartsPrograms]
[TakesLong]
public sealed class PolicyFaultTests
{
    [Fact]
    public async Task IgnoresWeights_Checked_FailsOnlyWeights() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("ignores-weights", level: 4, check: "weights"));

    [Fact]
    public async Task LooksTwiceAtOne_Checked_FailsOnlyTwoChoices() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("looks-twice-at-one", level: 4, check: "two-choices"));

    [Fact]
    public async Task LosesCounts_Checked_FailsOnlyCountReturns() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("loses-counts", level: 4, check: "count-returns"));

    [Fact]
    public async Task MovesAllKeys_Checked_FailsOnlyHashFewMove() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("moves-all-keys", level: 4, check: "hash-few-move"));

    [Fact]
    public async Task CountsForEver_Checked_FailsOnlyLeastRequests() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("counts-for-ever", level: 4, check: "least-requests"));

    [Fact]
    public async Task HashesTheObject_Checked_FailsOnlyHashSameKey() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("hashes-the-object", level: 4, check: "hash-same-key"));

    [Fact]
    public async Task FirstOfEquals_Checked_FailsOnlyLeastRequests() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("first-of-equals", level: 4, check: "least-requests"));

    [Fact]
    public async Task LosesFailedDials_Checked_FailsOnlyCountAfterOutage() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("loses-failed-dials", level: 4, check: "count-after-outage"));
}
