using LearnLoadBalancer.Lab.Race;
using LearnLoadBalancer.Lab.Race.Live;

namespace LearnLoadBalancer.Tests.Lab.Race.Live;

[StartsPrograms]
public sealed class LiveLengthTests
{
    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (RaceScenario scenario in RaceScenarios.All)
            {
                cases.Add(scenario.Key, 1);
                cases.Add(scenario.Key, 4);
                cases.Add(scenario.Key, Racer.All.Count);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Choose_AnyScenario_TakesAboutAMinuteAtMost(string key, int racers)
    {
        RaceScenario scenario = RaceScenarios.All.Single(one => one.Key == key);
        int seconds = LiveLength.Choose(scenario, 1, racers);
        Assert.InRange(seconds, 3, 10);
        double most = scenario.Servers.Any(server => server.Stalls) ? 110 : 80; // The first stall must be waited for, with each policy.
        Assert.InRange(LiveLength.Estimate(scenario, seconds, racers), 0, most);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Choose_AServerStalls_TheTimeIsLongEnoughForOneStall(int seed)
    {
        RaceScenario scenario = RaceScenarios.All.Single(one => one.Key == "stall");
        int seconds = LiveLength.Choose(scenario, seed, Racer.All.Count);
        var load = new RaceLoad(scenario, seed, LiveLength.Requests(scenario, seconds));
        Assert.True(load.Stalls[0][0].To < load.End);
    }
}
