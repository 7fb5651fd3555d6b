using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Bench.Proxies;

/// <summary>HAProxy: the other yardstick, in HTTP and in TCP mode.</summary>
internal sealed class HaproxyProxy(string mode) : IProxy
{
    private readonly string? _program = Executables.FindInstalled("haproxy");

    public string Key => mode == "http" ? "haproxy" : "haproxy-tcp";

    public string Description => $"HAProxy, mode {mode}, nbthread 1";

    public bool IsDotNet => false;

    public string? Obstacle => _program is null ? "haproxy is not installed" : null;

    public Task PrepareAsync(CancellationToken cancel) => Task.CompletedTask;

    public ChildProgram Command(ProxyPlan plan)
    {
        string file = Path.Combine(plan.Folder, "haproxy.cfg");
        File.WriteAllText(file, HaproxyConfig.Write(plan, mode));
        return new ChildProgram(_program!, "-db", "-q", "-f", file);
    }
}
