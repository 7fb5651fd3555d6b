using LearnLoadBalancer.Lab.Bench.Machine;
using LearnLoadBalancer.Lab.Race;
using LearnLoadBalancer.Lab.Race.Report;

namespace LearnLoadBalancer.Tests.Lab.Race;

public sealed class RaceTextTests
{
    private static readonly MachineInfo Machine = new("Some system", "Some processor", 2, ".NET", "2026-01-01 12:00");

    [Fact]
    public void LiveRemarks_Simulation_AreNone()
    {
        RaceReport report = RaceReport.Run(1, 1000, RaceScenarios.All, [Racer.All[0]]);
        Assert.All(report.Heats, heat => Assert.Empty(RaceText.LiveRemarks(report, heat)));
        Assert.Equal("Seed 1, 1,000 requests in each scenario.", RaceText.Heading(report));
    }

    [Fact]
    public void LiveRemarks_SendingKeptUp_SaysHowLateItWas()
    {
        RaceReport report = Report("equal", (1.5, 4), (2.5, 30));
        Assert.Equal(["Sending kept up: 99 of 100 requests at most 2.5 ms late, the worst 30.0 ms."], RaceText.LiveRemarks(report, report.Heats[0]));
    }

    [Fact]
    public void LiveRemarks_SendingWasLate_NamesThePoliciesThatSuffered()
    {
        RaceReport report = Report("equal", (1.5, 4), (90, 205));
        string remark = Assert.Single(RaceText.LiveRemarks(report, report.Heats[0]));
        Assert.StartsWith(
            "This machine did not keep up with sending: weighted-round-robin, 99 of 100 requests at most 90.0 ms late, the worst 205 ms. ", remark, StringComparison.Ordinal);
    }

    [Fact]
    public void LiveRemarks_BalancersThatShouldHearOfEachOther_SaysThatTheyDoNot()
    {
        RaceReport report = Report("many", (1, 2), (1, 2));
        Assert.StartsWith("Live, the balancers tell each other nothing", RaceText.LiveRemarks(report, report.Heats[0]).First(), StringComparison.Ordinal);
    }

    [Fact]
    public void Live_HeadingLoadAndNotes_SaySo()
    {
        RaceReport report = Report("equal", (1, 2), (1, 2));
        Assert.Equal("Live, measured on this machine: Some processor, 2 cores, Some system, .NET, 2026-01-01 12:00. Seed 3.", RaceText.Heading(report));
        Assert.Equal("1,000 requests in 1.5 s, open loop, seed 3. Live, measured on this machine.", RaceText.Load(report, report.Heats[0]));
        Assert.StartsWith("Live, ", RaceText.Notes(report)[0], StringComparison.Ordinal);
    }

    private static RaceReport Report(string key, params (double P99, double Worst)[] lags)
    {
        RaceScenario scenario = RaceScenarios.All.Single(one => one.Key == key);
        RaceResult[] results = [.. lags.Select((lag, place) =>
            new RaceResult(Racer.All[place], [1000], [1.0], 0, 0, [[1]]) { Lag = new SendingLag(lag.P99, lag.Worst) })];
        return new RaceReport(3, [new RaceHeat(scenario, 1000, results, 1.5)]) { Live = Machine };
    }
}
