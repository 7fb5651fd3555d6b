using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Reporting;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Zoo;
using Microsoft.Extensions.Logging.Abstractions;

namespace LearnLoadBalancer.Tests.Lab.Checks;

/// <summary>A balancer that a test makes for one check: too special for the zoo.</summary>
internal sealed class InProcessTarget(Func<ZooSettings, Balancer> create) : ITarget
{
    private readonly int[] _ports = CheckPorts.PickFree(4);
    private Socket _listener = NewListener();
    private CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public string Name => "a balancer in this process";

    public string Host => "127.0.0.1";

    public string StartLine => "";

    public string? StartByHand => null;

    public int Port => _ports[0];

    public IReadOnlyList<int> BackendPorts => _ports[1..];

    public bool IsStarted => true;

    public int? ExitCode => null;

    public string? LeftBehind => null;

    public IReadOnlyList<string> LastOutput => [];

    /// <summary>Runs that check, and those without which nothing can be checked.</summary>
    public static async Task<CheckOutcome> CheckAsync(string id, Func<ZooSettings, Balancer> create)
    {
        RunReport report = await RunAsync(create, "responds", id);
        Assert.All(report.Outcomes.SkipLast(1), outcome => Assert.Equal(Verdict.Passed, outcome.Verdict));
        return report.Outcomes[^1];
    }

    /// <summary>Runs these checks, and those without which nothing can be checked.</summary>
    public static Task<RunReport> RunAsync(Func<ZooSettings, Balancer> create, params string[] ids) => CheckRun.RunAsync(
        (_, _) => new InProcessTarget(create),
        new RunOptions(Level: 3, Seed: 1) { Interval = TimeSpan.FromSeconds(1), Only = ids },
        new PlainDisplay(TextWriter.Null),
        CancellationToken.None);

    public ITarget? Vary(PolicyPlan plan) => null;

    public void Start()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        _listener.Listen(128);
        var settings = new ZooSettings(
            [.. BackendPorts.Select(port => new Backend("127.0.0.1", port))], TimeSpan.FromSeconds(1), NullLogger.Instance);
        _running = create(settings).RunAsync(_listener, _stop.Token);
    }

    public long? MeasureMemory() => null;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _listener.Dispose();
        _stop.Dispose();

        // It may be started again, on the same port.
        _listener = NewListener();
        _stop = new CancellationTokenSource();
    }

    private static Socket NewListener() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
}
