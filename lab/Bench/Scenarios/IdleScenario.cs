using LearnLoadBalancer.Lab.Bench.Figures;
using LearnLoadBalancer.Lab.Bench.Load;
using LearnLoadBalancer.Lab.Bench.Machine;
using LearnLoadBalancer.Lab.Bench.Proxies;

namespace LearnLoadBalancer.Lab.Bench.Scenarios;

/// <summary>What connections cost on which nobody speaks: clients that have asked once, and stay.</summary>
/// <remarks>
/// The first few are not counted: with them come the program's one-time costs. Memory of the kernel for
/// the sockets' own buffers is nobody's resident memory, and the same for all.
/// </remarks>
internal sealed class IdleScenario(int connections) : IScenario
{
    private const int NotCounted = 200;
    private const int AtOnce = 50;
    private const double Megabyte = 1e6;
    private const double Kilobyte = 1e3;

    /// <summary>A proxy that responds later than this, on one machine, does not answer.</summary>
    private static readonly TimeSpan ResponseLimit = TimeSpan.FromSeconds(10);

    private static readonly byte[] Request = HttpConnection.Get("/");

    public string Key => "idle";

    public string Title => "Idle connections";

    public string Load => $"the lab's generator, {connections:N0} connections, each with one GET / and then silence";

    public IReadOnlyList<Figure> Columns { get; } = [Figure.MemoryPerConnection, Figure.IdleMemory, Figure.PeakMemory];

    public ProxyNeeds Needs => ProxyNeeds.FreshProcess;

    public bool AppliesTo(IProxy? proxy) => proxy is not null;

    public Task WarmUpAsync(BenchTarget target, TimeSpan duration, CancellationToken cancel) => Task.CompletedTask;

    public async Task<Sample> MeasureAsync(BenchTarget target, TimeSpan duration, CancellationToken cancel)
    {
        RunningProgram proxy = target.Proxy!;
        var open = new List<HttpConnection>();
        try
        {
            Usage idle = proxy.Usage;
            await OpenAsync(open, NotCounted, target, cancel);
            Usage before = proxy.Usage;
            await OpenAsync(open, connections, target, cancel);
            Usage after = proxy.Usage;
            return new Sample()
                .Set(Figure.MemoryPerConnection, (after.Resident - before.Resident) / Kilobyte / connections)
                .Set(Figure.IdleMemory, idle.Resident / Megabyte)
                .Set(Figure.PeakMemory, after.Peak / Megabyte);
        }
        finally
        {
            open.ForEach(connection => connection.Dispose());
        }
    }

    private static async Task OpenAsync(List<HttpConnection> open, int count, BenchTarget target, CancellationToken cancel)
    {
        for (int opened = 0; opened < count; opened += AtOnce)
        {
            HttpConnection[] batch = [.. Enumerable.Range(0, Math.Min(AtOnce, count - opened)).Select(_ => new HttpConnection(1024))];
            open.AddRange(batch);
            await Task.WhenAll(batch.Select(connection => connection.AskOnceAsync(target.EndPoint, Request, ResponseLimit, cancel)));
        }
    }
}
