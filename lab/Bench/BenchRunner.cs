using LearnLoadBalancer.Lab.Bench.Backends;
using LearnLoadBalancer.Lab.Bench.Machine;
using LearnLoadBalancer.Lab.Bench.Proxies;
using LearnLoadBalancer.Lab.Bench.Report;
using LearnLoadBalancer.Lab.Bench.Scenarios;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Bench;

/// <summary>A run of the benchmark, from building the proxies to the report.</summary>
/// <param name="options">What to measure.</param>
/// <param name="guard">Starts all programs.</param>
/// <param name="progress">Is told what happens.</param>
internal sealed class BenchRunner(BenchOptions options, ProcessGuard guard, Action<string> progress)
{
    private readonly List<string> _notes = [];

    /// <summary>Runs it.</summary>
    /// <exception cref="BenchException">Something is missing without which nothing can be measured.</exception>
    public async Task<BenchReport> RunAsync(CancellationToken cancel)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lab-bench-");
        try
        {
            return await RunAsync(folder.FullName, cancel);
        }
        finally
        {
            Delete(folder);
        }
    }

    private static void Delete(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // On Windows a virus scanner may still read what was built there. A folder that the system will
            // clear away is not worth the figures of many minutes.
        }
    }

    private async Task<BenchReport> RunAsync(string folder, CancellationToken cancel)
    {
        IReadOnlyList<IScenario> scenarios =
            [.. ScenarioList.Create(options, folder).Where(scenario => options.Scenarios.Count == 0 || options.Scenarios.Contains(scenario.Key))];
        IReadOnlyList<IProxy> wanted = ProxyList.Choose(ProxyList.Create(folder), options.Proxies);
        InlineGenerator.Prepare();
        _notes.AddRange(BenchNotes.All());

        List<IProxy> proxies = await PrepareAsync(wanted, cancel);
        bool withDirect = options.Proxies.Count == 0 || options.Proxies.Contains(ProxyList.Direct);
        IProxy?[] contestants = withDirect ? [null, .. proxies] : [.. proxies];

        await using BackendSet sink = await BackendSet.StartOwnAsync(guard, cancel);
        string? nginx = options.OwnTools ? null : Executables.FindInstalled("nginx");
        await using BackendSet backends = nginx is null
            ? await BackendSet.StartOwnAsync(guard, cancel)
            : await BackendSet.StartNginxAsync(guard, nginx, Directory.CreateDirectory(Path.Combine(folder, "backends")).FullName, cancel);

        var results = new List<ScenarioResult>();
        foreach (IScenario scenario in scenarios)
        {
            BackendSet behind = scenario.Needs.HasFlag(ProxyNeeds.UploadSink) ? sink : backends;
            var run = new ScenarioRun(scenario, behind, options, guard, folder, progress);
            results.Add(await run.RunAsync([.. contestants.Where(scenario.AppliesTo)], cancel));
        }

        return new BenchReport(
            MachineInfo.Read(TimeProvider.System),
            $"{options.Rounds} rounds of {options.Duration.TotalSeconds:0.#} s each, alternating; medians.",
            [.. proxies.Select(proxy => new Contestant(proxy.Key, proxy.Description))],
            _notes,
            InstallHint.Missing(),
            results,
            TargetResult.Judge(Target.All, results));
    }

    private async Task<List<IProxy>> PrepareAsync(IReadOnlyList<IProxy> wanted, CancellationToken cancel)
    {
        var ready = new List<IProxy>();
        foreach (IProxy proxy in wanted)
        {
            if (proxy.Obstacle is { } obstacle)
            {
                _notes.Add($"{proxy.Key} is left out: {obstacle}.");
                continue;
            }

            try
            {
                progress($"Preparing {proxy.Key}");
                await proxy.PrepareAsync(cancel);
                ready.Add(proxy);
            }
            catch (BenchException e)
            {
                _notes.Add($"{proxy.Key} is left out: {e.Message}");
            }
        }

        return ready;
    }
}
