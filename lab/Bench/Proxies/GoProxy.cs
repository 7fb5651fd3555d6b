using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Bench.Proxies;

/// <summary>The relay in Go, from <c>go/relay.go</c>: the seed's shape, to which Levels 1 and 2 are compared.</summary>
/// <param name="source">The Go file.</param>
/// <param name="folder">Where the program is built.</param>
internal sealed class GoProxy(string source, string folder) : IProxy
{
    private readonly string? _compiler = Executables.FindInstalled("go");
    private readonly string _program = Path.Combine(folder, OperatingSystem.IsWindows() ? "relay.exe" : "relay");

    public string Key => "go";

    public string Description => "a TCP relay in Go (io.Copy), GOMAXPROCS=1";

    public bool IsDotNet => false;

    public string? Obstacle => _compiler is null ? "go is not installed" : null;

    public Task PrepareAsync(CancellationToken cancel) =>
        Compiler.RunAsync(_compiler!, ["build", "-o", _program, source], cancel);

    public ChildProgram Command(ProxyPlan plan) =>
        new(_program, [.. plan.BackendPorts.Prepend(plan.Port).Select(port => $"127.0.0.1:{port}")])
        {
            Environment = new Dictionary<string, string> { ["GOMAXPROCS"] = "1" },
        };
}
