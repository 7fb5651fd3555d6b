using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Bench.Proxies;

/// <summary>A level of the course, as a Release build.</summary>
/// <param name="level">Which one.</param>
/// <param name="inline">False: with .NET's default sockets, to see what the hop to the thread pool costs.</param>
internal sealed class LevelProxy(LevelProgram level, bool inline) : IProxy
{
    private readonly string _project = Directory.EnumerateFiles(Path.Combine(Repository.Root, level.Folder), "*.csproj").Single();

    public string Key => inline ? level.Name : $"{level.Name}-default";

    public string Description =>
        $"{level.Folder}, one socket engine (DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT=1)"
        + (inline ? "" : $", .NET's default sockets ({DotNet.InlineSwitch}=0)");

    public bool IsDotNet => true;

    public string? Obstacle => null;

    public Task PrepareAsync(CancellationToken cancel) => DotNet.BuildAsync(_project, cancel);

    public ChildProgram Command(ProxyPlan plan)
    {
        // Inline completions are the level's own doing; from outside they can only be forbidden.
        var environment = new Dictionary<string, string> { ["DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT"] = "1" };
        if (!inline)
        {
            environment[DotNet.InlineSwitch] = "0";
        }

        IEnumerable<string> backends = plan.BackendPorts.SelectMany(port => new[] { "--backend", $"127.0.0.1:{port}" });
        return DotNet.Run(_project, ["--listen", $"127.0.0.1:{plan.Port}", .. backends]) with { Environment = environment };
    }
}
