using LearnLoadBalancer.Lab.Bench;
using LearnLoadBalancer.Lab.Bench.Backends;
using LearnLoadBalancer.Lab.Bench.Figures;
using LearnLoadBalancer.Lab.Bench.Report;
using LearnLoadBalancer.Lab.Bench.Scenarios;
using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Lab.Bench;

/// <summary>Every scenario for a moment, with the lab's own backends and generator. Not how fast: only that it measures.</summary>
[StartsPrograms]
public sealed class ScenarioRunTests : IAsyncLifetime, IDisposable
{
    private static readonly BenchOptions Options = new(
        Rounds: 2, TimeSpan.FromMilliseconds(200), Scenarios: [], Proxies: [], IdleConnections: 20, Rate: 200, SlowClients: 20, OwnTools: true);

    private readonly ProcessGuard _guard = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lab-bench-test-");
    private BackendSet _backends = null!;

    public static TheoryData<string> Keys => [.. ScenarioList.Keys];

    public async Task InitializeAsync() => _backends = await BackendSet.StartOwnAsync(_guard, CancellationToken.None);

    public async Task DisposeAsync()
    {
        await _backends.DisposeAsync();
        await _guard.DisposeAsync();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task RunAsync_WithLevel1_MeasuresEveryRound(string key)
    {
        IScenario scenario = ScenarioList.Create(Options, _folder.FullName).Single(scenario => scenario.Key == key);
        var level1 = new BuiltLevel(LevelProgram.Find("level1")!);
        var run = new ScenarioRun(scenario, _backends, Options, _guard, _folder.FullName, progress: _ => { });

        ScenarioResult result = await run.RunAsync(scenario.AppliesTo(null) ? [null, level1] : [level1], CancellationToken.None);

        Assert.All(result.Results, proxy =>
        {
            Assert.Null(proxy.Failure);
            Assert.Equal(Options.Rounds, proxy.Rounds.Count);
            Assert.Equal(0, proxy.Medians[Figure.Errors] ?? 0);
        });
        Assert.NotNull(result.Of("level1")!.Medians[scenario.Columns[0]]);
        Assert.All(scenario.Columns, column => Assert.NotNull(result.Of("level1")!.Medians[column]));
    }

    [Theory]
    [InlineData("slow")]
    [InlineData("slow-uploads")]
    public async Task RunAsync_SlowClientsAtLevel1_AreAllHeld(string key)
    {
        IScenario scenario = ScenarioList.Create(Options, _folder.FullName).Single(scenario => scenario.Key == key);
        var run = new ScenarioRun(scenario, _backends, Options with { Rounds = 1 }, _guard, _folder.FullName, progress: _ => { });

        ScenarioResult result = await run.RunAsync([new BuiltLevel(LevelProgram.Find("level1")!)], CancellationToken.None);

        // It passes on what it gets, and the backends wait for the rest for ever: nobody is answered, nobody is sent away.
        Sample medians = result.Of("level1")!.Medians;
        Assert.Equal((20, 0, 0), (medians[Figure.SlowHeld], medians[Figure.SlowResponses], medians[Figure.SlowCut]));
    }

    [Fact]
    public async Task RunAsync_AProxyThatDoesNotStart_IsGivenUpAndTheOthersGoOn()
    {
        IScenario scenario = ScenarioList.Create(Options, _folder.FullName)[0];
        var broken = new BuiltLevel(LevelProgram.Find("level1")!, "--no-such-option");
        var run = new ScenarioRun(scenario, _backends, Options, _guard, _folder.FullName, progress: _ => { });

        ScenarioResult result = await run.RunAsync([broken, null], CancellationToken.None);

        Assert.Contains("--no-such-option", result.Of("level1")!.Failure, StringComparison.Ordinal);
        Assert.True(result.Of("direct")!.Medians[Figure.RequestsPerSecond] > 0);
    }

    [LinuxTheory]
    [InlineData("small")]
    [InlineData("rate")]
    [InlineData("allocations")]
    [InlineData("idle")]
    public async Task RunAsync_AProxyThatDiesUnderLoad_HasNoFiguresAndSaysItsLastWords(string key)
    {
        IScenario scenario = new DeadlyScenario(ScenarioList.Create(Options, _folder.FullName).Single(scenario => scenario.Key == key));
        var level1 = new BuiltLevel(LevelProgram.Find("level1")!);
        var run = new ScenarioRun(scenario, _backends, Options, _guard, _folder.FullName, progress: _ => { });

        ScenarioResult result = await run.RunAsync([level1], CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));

        ProxyResult dead = Assert.Single(result.Results);
        Assert.Empty(dead.Rounds);
        Assert.StartsWith("It ended while it was measured:\n", dead.Failure, StringComparison.Ordinal);
        Assert.Contains("Load balancer listening on ", dead.Failure, StringComparison.Ordinal);
    }
}
