using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Targets;

namespace LearnLoadBalancer.Tests.Lab.Checking;

/// <summary>A program that the checker has started, as far as it knows; the test plays it.</summary>
internal sealed class StubTarget : ITarget
{
    public string Name => "stub";

    public string Host => "127.0.0.1";

    public string StartLine => "";

    public string? StartByHand => null;

    public int Port => 8090;

    public IReadOnlyList<int> BackendPorts => [];

    public bool IsStarted => true;

    public int? ExitCode { get; set; }

    public string? LeftBehind => null;

    public IReadOnlyList<string> LastOutput => [];

    public ITarget? Vary(PolicyPlan plan) => null;

    public void Start()
    {
    }

    public long? MeasureMemory() => null;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
