using LearnLoadBalancer.Lab.Bench.Figures;
using LearnLoadBalancer.Lab.Bench.Load;
using LearnLoadBalancer.Lab.Bench.Proxies;

namespace LearnLoadBalancer.Lab.Bench.Scenarios;

/// <summary>
/// What a .NET program allocates for a request. In a run of its own, so that asking for it does not
/// disturb the other figures.
/// </summary>
internal sealed class AllocationScenario(string key, string title, ILoad load) : IScenario
{
    public string Key => key;

    public string Title => title;

    public string Load => load.Description;

    public IReadOnlyList<Figure> Columns { get; } = [Figure.AllocatedPerRequest, Figure.RequestsPerSecond, Figure.Errors];

    public ProxyNeeds Needs => ProxyNeeds.AllocationProbe;

    public bool AppliesTo(IProxy? proxy) => proxy is { IsDotNet: true };

    public Task WarmUpAsync(BenchTarget target, TimeSpan duration, CancellationToken cancel) =>
        load.RunAsync(target.EndPoint, duration, cancel);

    public async Task<Sample> MeasureAsync(BenchTarget target, TimeSpan duration, CancellationToken cancel)
    {
        RunningProgram proxy = target.Proxy!;
        long before = await proxy.ReadAllocatedAsync(cancel);
        LoadResult result = await load.RunAsync(target.EndPoint, duration, cancel);
        long after = await proxy.ReadAllocatedAsync(cancel);

        return new Sample()
            .Set(Figure.AllocatedPerRequest, (after - before) / (double)result.Requests)
            .Set(Figure.RequestsPerSecond, result.Requests / result.Elapsed.TotalSeconds)
            .Set(Figure.Errors, result.Errors);
    }
}
