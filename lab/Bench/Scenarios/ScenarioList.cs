using LearnLoadBalancer.Lab.Bench.Backends;
using LearnLoadBalancer.Lab.Bench.Figures;
using LearnLoadBalancer.Lab.Bench.Load;
using LearnLoadBalancer.Lab.Bench.Slow;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Bench.Scenarios;

/// <summary>All scenarios, in the order in which they run.</summary>
internal static class ScenarioList
{
    private const int Connections = 64;
    private const int Transfers = 4;

    private static readonly Figure[] PerRequest =
    [
        Figure.CpuPerRequest, Figure.UserPerRequest, Figure.SystemPerRequest, Figure.RequestsPerSecond,
        Figure.P50, Figure.P99, Figure.P999, Figure.PeakMemory, Figure.ProxyBusy, Figure.BackendBusy, Figure.Errors,
    ];

    private static readonly Figure[] PerByte =
    [
        Figure.CpuPerGigabyte, Figure.MegabytesPerSecond, Figure.P50, Figure.P99,
        Figure.PeakMemory, Figure.ProxyBusy, Figure.BackendBusy, Figure.Errors,
    ];

    private static readonly Figure[] Latency =
    [
        Figure.P99, Figure.P50, Figure.P999, Figure.CpuPerRequest, Figure.RequestsPerSecond, Figure.PeakMemory, Figure.ProxyBusy,
        Figure.BackendBusy, Figure.Errors,
    ];

    /// <summary>The keys, for messages and help.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["small", "connect", "medium", "large", "upload", "rate", "idle", "slow", "slow-uploads", "allocations"];

    /// <summary>Makes the scenarios.</summary>
    /// <param name="options">Number of idle connections and of slow clients, rate, and whether wrk may be used.</param>
    /// <param name="folder">For wrk's script.</param>
    public static IReadOnlyList<IScenario> Create(BenchOptions options, string folder)
    {
        string? wrk = options.OwnTools ? null : Executables.FindInstalled("wrk");
        return
        [
            new LoadScenario("small", "Small requests, keep-alive", Closed("/"), PerRequest),
            new LoadScenario("connect", "A connection per request", Closed("/", keepAlive: false), PerRequest),
            new LoadScenario("medium", "Answers of 100 KB", Closed("/medium"), PerRequest),
            new LoadScenario("large", "Answers of 64 MB", new TransferLoad(BenchContent.LargeSize, Transfers, upload: false), PerByte),
            new LoadScenario("upload", "Uploads of 64 MB", new TransferLoad(BenchContent.LargeSize, Transfers, upload: true), PerByte, ProxyNeeds.UploadSink),
            new LoadScenario("rate", "A fixed, modest rate", new FixedRateLoad(options.Rate, Connections), Latency),
            new IdleScenario(options.IdleConnections),
            new SlowScenario("slow", "Beside slow clients", options.SlowClients, SlowKind.Heads),
            new SlowScenario("slow-uploads", "Beside slow uploads", options.SlowClients, SlowKind.Bodies),
            new AllocationScenario("allocations", "Allocations of small requests, keep-alive", Closed("/")),
        ];

        ILoad Closed(string path, bool keepAlive = true) => wrk is null
            ? new ClosedLoopLoad(path, Connections, keepAlive)
            : new WrkLoad(wrk, folder, path, Connections, keepAlive);
    }
}
