using LearnLoadBalancer.Lab.Bench.Figures;
using LearnLoadBalancer.Lab.Bench.Load;
using LearnLoadBalancer.Lab.Bench.Machine;
using LearnLoadBalancer.Lab.Bench.Proxies;
using LearnLoadBalancer.Lab.Bench.Slow;

namespace LearnLoadBalancer.Lab.Bench.Scenarios;

/// <summary>Clients that send a byte a second are held, and others, which are not slow, are measured beside them.</summary>
/// <remarks>
/// A proxy that keeps a thread for each client runs out of threads, one that keeps a large buffer out of memory, and
/// those who pay are the others. What a proxy does with slow clients is its own affair: hold them, answer 408, or cut
/// them off. All three are counted, and whoever was sent away comes again a second later.
/// </remarks>
internal sealed class SlowScenario(string key, string title, int clients, SlowKind kind) : IScenario
{
    private const double Megabyte = 1e6;
    private const double Kilobyte = 1e3;

    /// <summary>They connect within two seconds, where nothing is in the way.</summary>
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(30);

    /// <summary>The others ask for little, so that a busy machine does not blur the picture.</summary>
    private readonly FixedRateLoad _others = new(rate: 500, connections: 16);

    public string Key => key;

    public string Title => title;

    public string Load => $"{_others.Description}, beside {clients:N0} clients with slow {kind.Name}, a byte a second each";

    public IReadOnlyList<Figure> Columns { get; } =
    [
        Figure.P99, Figure.P50, Figure.MemoryPerConnection, Figure.PeakMemory, Figure.Threads,
        Figure.SlowHeld, Figure.SlowResponses, Figure.SlowCut, Figure.Errors,
    ];

    /// <summary>Uploads that never end must have somebody who listens.</summary>
    public ProxyNeeds Needs => ProxyNeeds.FreshProcess | ProxyNeeds.UploadSink;

    public bool AppliesTo(IProxy? proxy) => proxy is not null;

    public Task WarmUpAsync(BenchTarget target, TimeSpan duration, CancellationToken cancel) =>
        _others.RunAsync(target.EndPoint, duration, cancel);

    public async Task<Sample> MeasureAsync(BenchTarget target, TimeSpan duration, CancellationToken cancel)
    {
        RunningProgram proxy = target.Proxy!;
        Usage before = proxy.Usage;
        using var slow = new SlowClients(target.EndPoint, clients, kind);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task playing = slow.RunAsync(end.Token);
        LoadResult others;
        Usage with;
        try
        {
            await await Task.WhenAny(playing, slow.AllConnected).WaitAsync(ConnectLimit, cancel);
            others = await _others.RunAsync(target.EndPoint, duration, cancel);
            with = proxy.Usage;
        }
        catch (TimeoutException e)
        {
            throw new BenchException(
                $"{slow.NeverConnected} of {clients} slow clients could not connect within {ConnectLimit.TotalSeconds:0} s, so this says nothing about them. "
                + SlowTrouble.MoreDescriptors,
                e);
        }
        finally
        {
            await end.CancelAsync();
            await playing; // If they could not be played, that is what there is to say, and nothing else.
        }

        return new Sample()
            .Set(Figure.P99, others.P99)
            .Set(Figure.P50, others.P50)
            .Set(Figure.MemoryPerConnection, (with.Resident - before.Resident) / Kilobyte / clients)
            .Set(Figure.PeakMemory, with.Peak / Megabyte)
            .Set(Figure.Threads, with.Threads)
            .Set(Figure.SlowHeld, slow.Connected)
            .Set(Figure.SlowResponses, slow.Responses)
            .Set(Figure.SlowCut, slow.Cut)
            .Set(Figure.Errors, others.Errors);
    }
}
