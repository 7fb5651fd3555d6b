namespace LearnLoadBalancer.Tests.Zoo;

/// <summary>Faults in what is made of the health checks.</summary>
[UsesVerify]
[StartsPrograms]
public sealed class OutageFaultTests
{
    [Fact]
    public async Task UnevenAfterFailure_Checked_FailsOnlyEvenAfterFailure() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("uneven-after-failure", level: 2, check: "even-after-failure"));

    [Fact]
    public async Task BadGatewayWhileOthersLive_Checked_FailsOnlyDeadSkipped() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("502-while-others-live", level: 2, check: "dead-skipped"));
}
