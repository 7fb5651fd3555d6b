using LearnLoadBalancer.Lab.Bench.Figures;
using LearnLoadBalancer.Lab.Bench.Load;
using LearnLoadBalancer.Lab.Bench.Machine;
using LearnLoadBalancer.Lab.Bench.Proxies;

namespace LearnLoadBalancer.Lab.Bench.Scenarios;

/// <summary>Puts a load on the proxy and looks at what the proxy used up meanwhile.</summary>
internal sealed class LoadScenario(
    string key, string title, ILoad load, IReadOnlyList<Figure> columns, ProxyNeeds needs = ProxyNeeds.None) : IScenario
{
    private const double Gigabyte = 1e9;
    private const double Megabyte = 1e6;

    public string Key => key;

    public string Title => title;

    public string Load => load.Description;

    public IReadOnlyList<Figure> Columns => columns;

    public ProxyNeeds Needs => needs;

    public bool AppliesTo(IProxy? proxy) => true;

    public Task WarmUpAsync(BenchTarget target, TimeSpan duration, CancellationToken cancel) =>
        load.RunAsync(target.EndPoint, duration, cancel);

    public async Task<Sample> MeasureAsync(BenchTarget target, TimeSpan duration, CancellationToken cancel)
    {
        Usage? before = target.Proxy?.Usage;
        Usage backendsBefore = target.Backends.Usage;
        LoadResult result = await load.RunAsync(target.EndPoint, duration, cancel);
        Usage? after = target.Proxy?.Usage;
        Usage backendsAfter = target.Backends.Usage;

        double seconds = result.Elapsed.TotalSeconds;
        var sample = new Sample()
            .Set(Figure.RequestsPerSecond, result.Requests / seconds)
            .Set(Figure.MegabytesPerSecond, result.Bytes / Megabyte / seconds)
            .Set(Figure.P50, result.P50)
            .Set(Figure.P99, result.P99)
            .Set(Figure.P999, result.P999)
            .Set(Figure.Errors, result.Errors)
            .Set(Figure.BackendBusy, (backendsAfter.Cpu - backendsBefore.Cpu).TotalSeconds / seconds * 100);
        if (before is { } start && after is { } end)
        {
            sample
                .Set(Figure.CpuPerRequest, (end.Cpu - start.Cpu).TotalMicroseconds / result.Requests)
                .Set(Figure.UserPerRequest, (end.User - start.User).TotalMicroseconds / result.Requests)
                .Set(Figure.SystemPerRequest, (end.System - start.System).TotalMicroseconds / result.Requests)
                .Set(Figure.CpuPerGigabyte, (end.Cpu - start.Cpu).TotalSeconds / (result.Bytes / Gigabyte))
                .Set(Figure.ProxyBusy, (end.Cpu - start.Cpu).TotalSeconds / seconds * 100)
                .Set(Figure.PeakMemory, end.Peak / Megabyte);
        }

        return sample;
    }
}
