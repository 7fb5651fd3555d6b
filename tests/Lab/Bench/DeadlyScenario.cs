using System.Diagnostics;
using System.Globalization;
using LearnLoadBalancer.Lab.Bench.Figures;
using LearnLoadBalancer.Lab.Bench.Proxies;
using LearnLoadBalancer.Lab.Bench.Scenarios;
using LearnLoadBalancer.Tests.Lab.Support;

namespace LearnLoadBalancer.Tests.Lab.Bench;

/// <summary>A scenario in whose middle the proxy is killed.</summary>
internal sealed class DeadlyScenario(IScenario scenario) : IScenario
{
    public string Key => scenario.Key;

    public string Title => scenario.Title;

    public string Load => scenario.Load;

    public IReadOnlyList<Figure> Columns => scenario.Columns;

    public ProxyNeeds Needs => scenario.Needs;

    public bool AppliesTo(IProxy? proxy) => scenario.AppliesTo(proxy);

    public Task WarmUpAsync(BenchTarget target, TimeSpan duration, CancellationToken cancel) => scenario.WarmUpAsync(target, duration, cancel);

    public async Task<Sample> MeasureAsync(BenchTarget target, TimeSpan duration, CancellationToken cancel)
    {
        Task<Sample> measuring = scenario.MeasureAsync(target, duration, cancel);
        string listen = string.Create(CultureInfo.InvariantCulture, $"--listen 127.0.0.1:{target.EndPoint.Port} ");
        using var proxy = Process.GetProcessById(
            Family.ChildrenOf(Environment.ProcessId).Single(child => child.Value.Contains(listen, StringComparison.Ordinal)).Key);
        proxy.Kill();
        await proxy.WaitForExitAsync(cancel);
        return await measuring;
    }
}
