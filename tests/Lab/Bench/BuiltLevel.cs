using LearnLoadBalancer.Lab.Bench.Proxies;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Lab.Bench;

/// <summary>A level as the tests' build made it: nothing is built again for a test.</summary>
internal sealed class BuiltLevel(LevelProgram level, params string[] more) : IProxy
{
    public string Key => level.Name;

    public string Description => level.Folder;

    public bool IsDotNet => true;

    public string? Obstacle => null;

    public Task PrepareAsync(CancellationToken cancel) => Task.CompletedTask;

    public ChildProgram Command(ProxyPlan plan) => level.WithArguments(
        ["--listen", $"127.0.0.1:{plan.Port}", .. plan.BackendPorts.SelectMany(port => new[] { "--backend", $"127.0.0.1:{port}" }), .. more]);
}
