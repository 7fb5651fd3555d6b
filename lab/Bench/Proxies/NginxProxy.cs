using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Bench.Proxies;

/// <summary>nginx: the yardstick.</summary>
internal sealed class NginxProxy : IProxy
{
    private readonly string? _program = Executables.FindInstalled("nginx");

    public string Key => "nginx";

    public string Description => "nginx, worker_processes 1, keep-alive to the backends, bodies not buffered in files";

    public bool IsDotNet => false;

    public string? Obstacle => _program is null ? "nginx is not installed" : null;

    public Task PrepareAsync(CancellationToken cancel) => Task.CompletedTask;

    public ChildProgram Command(ProxyPlan plan) =>
        Nginx.Command(_program!, plan.Folder, NginxProxyConfig.Write(plan, Nginx.UserLine));
}
