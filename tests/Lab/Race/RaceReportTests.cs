using LearnLoadBalancer.Lab.Race;
using LearnLoadBalancer.Lab.Race.Report;

namespace LearnLoadBalancer.Tests.Lab.Race;

public sealed class RaceReportTests
{
    private const int Requests = 5000;

    public static TheoryData<string> Scenarios => [.. RaceScenarios.All.Select(scenario => scenario.Key)];

    [Fact]
    public void Run_SameSeed_GivesTheSameToTheLastFigure()
    {
        string first = RacePage.Write(Run(7, RaceScenarios.All));
        Assert.Equal(first, RacePage.Write(Run(7, RaceScenarios.All)));
        Assert.NotEqual(first, RacePage.Write(Run(8, RaceScenarios.All)));
    }

    [Fact]
    public void Run_OneScenarioAlone_GivesWhatItGivesAmongAll()
    {
        RaceResult alone = Run(7, [Find("stall")]).Heats[0].Results[4];
        RaceResult amongAll = Run(7, RaceScenarios.All).Heats.Single(heat => heat.Scenario.Key == "stall").Results[4];
        Assert.Equal(alone.Latencies, amongAll.Latencies);
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Run_AnyScenario_EveryRequestIsCountedOnce(string scenario)
    {
        RaceHeat heat = Run(3, [Find(scenario)]).Heats[0];
        Assert.Equal(Racer.All, heat.Results.Select(result => result.Racer));
        Assert.All(heat.Results, result =>
        {
            Assert.Equal(Requests, result.Requests.Sum());
            Assert.Equal(Requests, result.Latencies.Count);
            Assert.Equal(result.Latencies.Order(), result.Latencies);
            Assert.Equal(result.Errors, result.Latencies.Count(latency => latency == RaceRun.Patience.TotalMilliseconds));
            Assert.Equal(heat.Scenario.Servers.Count, result.InFlight.Count);
            Assert.All(result.InFlight, server => Assert.Equal(InFlightPeaks.Stretches, server.Count));
            Assert.InRange(result.Peak, 1, RaceServer.Workers + RaceServer.LongestQueue + 1);
        });
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Run_AnyScenario_NoResponseIsQuickerThanTheWork(string scenario)
    {
        RaceScenario played = Find(scenario);
        double least = played.Costs.Usual.TotalMilliseconds / played.Servers.Max(server => server.Speed);
        Assert.All(Run(3, [played]).Heats[0].Results, result => Assert.InRange(result.Latencies[0], least - 0.001, RaceRun.Patience.TotalMilliseconds));
    }

    /// <summary>What the chapter says of each scenario, and of more than the one seed that it shows.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Run_TheScenarios_TellTheirStory(int seed)
    {
        RaceReport report = RaceReport.Run(seed, 10_000, RaceScenarios.All, Racer.All);

        // Where all is equal, nothing beats taking turns.
        Assert.All(Racer.All, racer => Assert.True(P99("equal", "round-robin") <= P99("equal", racer.Name), racer.Name));
        Assert.True(P99("equal", "random") > 1.5 * P99("equal", "round-robin"));

        // Unequal costs: counting what is in flight beats taking turns.
        Assert.True(P99("costs", "least-requests") < P99("costs", "round-robin"));
        Assert.True(P99("costs", "power-of-two") < P99("costs", "round-robin"));

        // Unequal servers: turns drown the slow ones; counting finds out by itself; weights tell it.
        Assert.True(Of("servers", "weighted-round-robin").Errors > 1000);
        Assert.Equal(0, Of("servers", "least-requests").Errors);
        Assert.Equal(0, Of("weights", "weighted-round-robin").Errors);
        Assert.True(Of("weights", "round-robin").Errors > 1000);
        Assert.True(P99("weights", "least-requests") < P99("servers", "least-requests"));

        // One stalls: counts keep it from drowning, latencies keep away from it.
        Assert.True(P99("stall", "least-requests") < P99("stall", "round-robin") / 2);
        Assert.True(Of("stall", "peak-ewma").Percentile(0.999) < Of("stall", "least-requests").Percentile(0.999));
        Assert.True(P99("stall", "maglev bounded") < P99("stall", "maglev") / 2);

        // Old news: the least loaded is everybody's choice at once; two choices are spread.
        Assert.True(P99("many", "power-of-two") < P99("many", "least-requests") / 1.5);

        RaceResult Of(string scenario, string racer) =>
            report.Heats.Single(heat => heat.Scenario.Key == scenario).Results.Single(result => result.Racer.Name == racer);

        double P99(string scenario, string racer) => Of(scenario, racer).Percentile(0.99);
    }

    private static RaceReport Run(int seed, IReadOnlyList<RaceScenario> scenarios) => RaceReport.Run(seed, Requests, scenarios, Racer.All);

    private static RaceScenario Find(string key) => RaceScenarios.All.Single(scenario => scenario.Key == key);
}
