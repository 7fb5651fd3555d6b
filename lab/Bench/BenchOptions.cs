namespace LearnLoadBalancer.Lab.Bench;

/// <summary>What the command line of <c>lab bench</c> says.</summary>
/// <param name="Rounds">How often each proxy is measured in each scenario; the medians count.</param>
/// <param name="Duration">How long each measurement takes.</param>
/// <param name="Scenarios">Only these, by key; empty for all.</param>
/// <param name="Proxies">Only these, by key; empty for all but the variants with default sockets.</param>
/// <param name="IdleConnections">How many connections are opened and left idle.</param>
/// <param name="Rate">Requests per second of the scenario with a fixed rate.</param>
/// <param name="SlowClients">How many clients send a byte a second.</param>
/// <param name="OwnTools">Use the lab's own generator and backends even where wrk and nginx are installed.</param>
internal sealed record BenchOptions(
    int Rounds,
    TimeSpan Duration,
    IReadOnlyList<string> Scenarios,
    IReadOnlyList<string> Proxies,
    int IdleConnections,
    int Rate,
    int SlowClients,
    bool OwnTools);
