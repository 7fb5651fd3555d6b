using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Bench.Proxies;

/// <summary>YARP: what one would take in .NET without this course.</summary>
/// <param name="project">Its project file. Not in the solution: it needs the ASP.NET Core runtime.</param>
internal sealed class YarpProxy(string project) : IProxy
{
    public string Key => "yarp";

    public string Description => "YARP, round robin, DOTNET_PROCESSOR_COUNT=1";

    public bool IsDotNet => true;

    public string? Obstacle { get; } = Directory.Exists(AspNetCore) ? null : "the ASP.NET Core runtime is not installed";

    // The shared frameworks stand beside each other: .../shared/Microsoft.NETCore.App/10.0.0
    private static string AspNetCore => Path.Combine(
        Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "Microsoft.AspNetCore.App");

    public Task PrepareAsync(CancellationToken cancel) => DotNet.BuildAsync(project, cancel);

    public ChildProgram Command(ProxyPlan plan) =>
        DotNet.Run(project, [.. plan.BackendPorts.Prepend(plan.Port).Select(port => $"{port}")]) with
        {
            Environment = new Dictionary<string, string> { ["DOTNET_PROCESSOR_COUNT"] = "1" },
        };
}
