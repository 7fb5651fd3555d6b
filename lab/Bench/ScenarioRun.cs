using LearnLoadBalancer.Lab.Bench.Backends;
using LearnLoadBalancer.Lab.Bench.Figures;
using LearnLoadBalancer.Lab.Bench.Machine;
using LearnLoadBalancer.Lab.Bench.Proxies;
using LearnLoadBalancer.Lab.Bench.Report;
using LearnLoadBalancer.Lab.Bench.Scenarios;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Bench;

/// <summary>One scenario: all proxies side by side, measured one after the other, round after round.</summary>
/// <remarks>
/// Alternating, because a machine is not the same from minute to minute: what disturbs one round
/// disturbs all proxies in it. And each round begins with another proxy, so that none is always first.
/// </remarks>
internal sealed class ScenarioRun(
    IScenario scenario, BackendSet backends, BenchOptions options, ProcessGuard guard, string folder, Action<string> progress)
{
    /// <summary>Long enough for the just-in-time compiler to have finished its second, better version.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>How long to look whether a proxy that has failed is ending.</summary>
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(1);

    /// <param name="contestants">The proxies; null stands for no proxy at all.</param>
    /// <param name="cancel">Ends the run.</param>
    public async Task<ScenarioResult> RunAsync(IReadOnlyList<IProxy?> contestants, CancellationToken cancel)
    {
        List<Lane> lanes = [.. contestants.Select(proxy => new Lane(proxy))];
        try
        {
            if (!scenario.Needs.HasFlag(ProxyNeeds.FreshProcess))
            {
                progress($"{scenario.Title}: warming up");
                foreach (Lane lane in lanes)
                {
                    await TryAsync(lane, () => StartAsync(lane, cancel));
                }
            }

            for (int round = 0; round < options.Rounds; round++)
            {
                progress($"{scenario.Title}: round {round + 1} of {options.Rounds}");
                foreach (Lane lane in lanes.Skip(round % lanes.Count).Concat(lanes.Take(round % lanes.Count)))
                {
                    await TryAsync(lane, () => MeasureAsync(lane, cancel));
                }
            }
        }
        finally
        {
            foreach (Lane lane in lanes)
            {
                await StopAsync(lane);
            }
        }

        return new ScenarioResult(
            scenario.Key, scenario.Title, $"{scenario.Load}; backends: {backends.Description}", scenario.Columns, [.. lanes.Select(lane => lane.ToResult())]);
    }

    private async Task TryAsync(Lane lane, Func<Task> work)
    {
        if (lane.Failure is null)
        {
            try
            {
                await work();
            }
            catch (Exception e) when (e is BenchException or System.Net.Sockets.SocketException or FormatException)
            {
                // That somebody has ended says more than what came of it. The others go on.
                lane.Failure = await WhyBackendsEndedAsync(EndLimit) ?? await WhyEndedAsync(lane, EndLimit) ?? e.Message;
            }
        }
    }

    private async Task MeasureAsync(Lane lane, CancellationToken cancel)
    {
        if (scenario.Needs.HasFlag(ProxyNeeds.FreshProcess))
        {
            await StopAsync(lane);
            await StartAsync(lane, cancel);
        }

        Sample sample = await scenario.MeasureAsync(new BenchTarget(lane.Running, backends.Program), options.Duration, cancel);

        // The time that a dead process has used is gone with it: less than nothing for each request, and the best of all.
        if (await WhyEndedAsync(lane) is { } why)
        {
            throw new BenchException(why);
        }

        await RequireBackendsAsync();
        lane.Rounds.Add(sample);
    }

    /// <exception cref="BenchException">There are none any more: nothing can be measured, and no proxy is to blame.</exception>
    private async Task RequireBackendsAsync()
    {
        if (await WhyBackendsEndedAsync() is { } why)
        {
            throw new BenchException(why);
        }
    }

    private async Task<string?> WhyBackendsEndedAsync(TimeSpan patience = default) =>
        await backends.Program.WhyEndedAsync(patience) is { } why ? $"The backends: {why}" : null;

    private static async Task<string?> WhyEndedAsync(Lane lane, TimeSpan patience = default) =>
        lane.Running is { } running ? await running.WhyEndedAsync(patience) : null;

    private async Task StartAsync(Lane lane, CancellationToken cancel)
    {
        await RequireBackendsAsync();
        if (lane.Proxy is { } proxy)
        {
            int port = FreePorts.Pick(1)[0];
            string own = Directory.CreateDirectory(Path.Combine(folder, $"{scenario.Key}-{proxy.Key}")).FullName;
            AllocationProbe? probe = scenario.Needs.HasFlag(ProxyNeeds.AllocationProbe) ? new AllocationProbe() : null;
            lane.Running = await RunningProgram.StartAsync(guard, proxy.Command(new ProxyPlan(port, backends.Ports, own)), port, probe, cancel);
        }

        TimeSpan duration = options.Duration < TimeSpan.FromSeconds(1) ? options.Duration : WarmUp; // A test measures for a moment only.
        await scenario.WarmUpAsync(new BenchTarget(lane.Running, backends.Program), duration, cancel);
    }

    private static async Task StopAsync(Lane lane)
    {
        if (lane.Running is { } running)
        {
            lane.Running = null;
            await running.DisposeAsync();
        }
    }

    private sealed class Lane(IProxy? proxy)
    {
        public IProxy? Proxy => proxy;

        public RunningProgram? Running { get; set; }

        public List<Sample> Rounds { get; } = [];

        public string? Failure { get; set; }

        public ProxyResult ToResult() => new(proxy?.Key ?? ProxyList.Direct, Statistics.Medians(Rounds), Rounds, Failure);
    }
}
