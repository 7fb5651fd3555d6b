using LearnLoadBalancer.Lab.Race;

namespace LearnLoadBalancer.Tests.Lab.Race;

public sealed class RaceLoadTests
{
    private const int Requests = 100_000;
    private static readonly RaceScenario Costs = RaceScenarios.All.Single(scenario => scenario.Key == "costs");
    private static readonly RaceRequest[] Load = [.. new RaceLoad(Costs, 1, Requests).Requests()];

    [Fact]
    public void Requests_Always_ArriveAtTheRateThatWasAskedFor() =>
        Assert.Equal(Requests / Costs.PerSecond, TimeSpan.FromTicks(Load[^1].Arrival).TotalSeconds, 2.7); // 5 x 0.53 s

    [Fact]
    public void Requests_TimesBetweenThem_AreExponential()
    {
        // Then their standard deviation is their mean, and e^-1 of them are longer than the mean.
        double[] gaps = [.. Load.Zip(Load.Skip(1), (one, next) => (double)(next.Arrival - one.Arrival))];
        double mean = gaps.Average();
        double deviation = Math.Sqrt(gaps.Average(gap => (gap - mean) * (gap - mean)));
        Assert.InRange(deviation / mean, 0.98, 1.02);
        Assert.InRange(gaps.Count(gap => gap > mean) / (double)gaps.Length, Math.Exp(-1) - 0.01, Math.Exp(-1) + 0.01);
    }

    [Fact]
    public void Requests_Costs_AreDrawnAsAsked()
    {
        Assert.Equal([Costs.Costs.Usual.Ticks, Costs.Costs.Dear.Ticks], Load.Select(request => request.Cost).Distinct().Order());
        Assert.InRange(Load.Count(request => request.Cost == Costs.Costs.Dear.Ticks), 9_500, 10_500); // 5 x 95
    }

    [Fact]
    public void Stalls_OfAServerThatStalls_AreApartAndCoverTheRace()
    {
        RaceScenario scenario = RaceScenarios.All.Single(one => one.Key == "stall");
        var load = new RaceLoad(scenario, 1, Requests);
        Assert.All(load.Stalls.Skip(1), Assert.Empty);
        Assert.All(load.Stalls[0].Zip(load.Stalls[0].Skip(1)), pair => Assert.True(pair.Second.From - pair.First.To >= 3 * TimeSpan.TicksPerSecond));
        Assert.All(load.Stalls[0], stall => Assert.InRange(stall.To - stall.From, TimeSpan.TicksPerSecond / 2, TimeSpan.TicksPerSecond));
        Assert.True(load.Stalls[0][^1].To >= load.End);
    }
}
