using System.Globalization;
using LearnLoadBalancer.Lab.Bench.Machine;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Race.Live;

/// <summary>The race on this machine: real balancers, real sockets, real time, one policy after the other.</summary>
/// <param name="seed">Where the chance begins: the same load as the simulation's.</param>
/// <param name="seconds">How long the requests of each policy keep coming; null chooses.</param>
/// <param name="say">Hears a line of progress now and then.</param>
internal sealed class LiveRace(int seed, int? seconds, Action<string> say)
{
    /// <summary>The program that balances, given its arguments. Level 4 as it was built, unless said otherwise.</summary>
    public Func<IReadOnlyList<string>, ChildProgram> Level { get; init; } = arguments =>
        (LevelProgram.Find("level4") ?? throw new StartupException("There is no Level 4 in this repository.")).WithArguments(arguments);

    /// <summary>Runs the racers through the scenarios. Whatever was started is gone when it ends, in whichever way.</summary>
    /// <exception cref="StartupException">A balancer does not start.</exception>
    /// <exception cref="RaceException">A balancer ended too early.</exception>
    public async Task<RaceReport> RunAsync(IReadOnlyList<RaceScenario> scenarios, IReadOnlyList<Racer> racers, CancellationToken stop)
    {
        double total = scenarios.Sum(scenario => LiveLength.Estimate(scenario, SecondsOf(scenario, racers), racers.Count));
        say(string.Create(CultureInfo.InvariantCulture, $"Live, in real time: about {total:0} s. Ctrl+C ends it."));
        var machine = MachineInfo.Read(TimeProvider.System);
        await using var guard = new ProcessGuard();
        var heats = new List<RaceHeat>();
        foreach (RaceScenario scenario in scenarios)
        {
            int length = SecondsOf(scenario, racers);
            int requests = LiveLength.Requests(scenario, length);
            var load = new RaceLoad(scenario, seed, requests);
            var results = new List<RaceResult>();
            foreach ((int place, Racer racer) in racers.Index())
            {
                say($"{scenario.Key}, {place + 1} of {racers.Count}: {racer.Name}, {length} s");
                results.Add(await LiveRun.PlayAsync(guard, Level, scenario, load, racer, stop));
            }

            heats.Add(new RaceHeat(scenario, requests, results, TimeSpan.FromTicks(load.End).TotalSeconds));
        }

        return new RaceReport(seed, heats) { Live = machine };
    }

    private int SecondsOf(RaceScenario scenario, IReadOnlyList<Racer> racers) => seconds ?? LiveLength.Choose(scenario, seed, racers.Count);
}
