using LearnLoadBalancer.Lab.Bench.Machine;

namespace LearnLoadBalancer.Lab.Race;

/// <summary>All that a race found out. In a simulation the seed and the number of requests give the same again.</summary>
internal sealed record RaceReport(int Seed, IReadOnlyList<RaceHeat> Heats)
{
    /// <summary>The machine on which it was measured. Null: it is a simulation.</summary>
    public MachineInfo? Live { get; init; }

    /// <summary>Runs the racers through the scenarios, in a simulation.</summary>
    public static RaceReport Run(int seed, int requests, IReadOnlyList<RaceScenario> scenarios, IReadOnlyList<Racer> racers, CancellationToken stop = default)
    {
        var heats = new List<RaceHeat>();
        foreach (RaceScenario scenario in scenarios)
        {
            var load = new RaceLoad(scenario, seed, requests);
            var results = new List<RaceResult>();
            foreach (Racer racer in racers)
            {
                stop.ThrowIfCancellationRequested();
                results.Add(RaceRun.Play(scenario, load, racer, seed));
            }

            heats.Add(new RaceHeat(scenario, requests, results, TimeSpan.FromTicks(load.End).TotalSeconds));
        }

        return new RaceReport(seed, heats);
    }
}
