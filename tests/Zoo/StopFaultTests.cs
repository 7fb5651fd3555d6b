namespace LearnLoadBalancer.Tests.Zoo;

/// <summary>Faults that show when all backends are down for the second time, and when the program is to stop.</summary>
[UsesVerify]
[StartsPrograms]
public sealed class StopFaultTests
{
    [Fact]
    public async Task TellsOneOutage_Checked_FailsOnlyOutageTold() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("tells-one-outage", level: 2, check: "outage-told"));

    [Fact]
    public async Task SwallowsStop_Checked_FailsOnlyStops() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("swallows-stop", level: 2, check: "stops"));

    /// <summary>With an interval of a second nobody could tell it from a slow machine.</summary>
    [Fact]
    public async Task StopsLate_Checked_FailsOnlyStops() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("stops-late", level: 2, check: "stops", interval: TimeSpan.FromSeconds(9)));
}
