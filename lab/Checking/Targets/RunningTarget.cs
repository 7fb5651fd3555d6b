namespace LearnLoadBalancer.Lab.Checking.Targets;

/// <summary>A program that runs already (<c>--url</c>): nothing is known of it but its address.</summary>
/// <param name="url">Where it listens.</param>
/// <param name="backendPorts">Where it looks for its backends.</param>
/// <param name="processId">Its process, to measure its memory; null when nobody told.</param>
internal sealed class RunningTarget(Uri url, IReadOnlyList<int> backendPorts, int? processId) : ITarget
{
    public string Name { get; } = url.GetLeftPart(UriPartial.Authority);

    public string Host { get; } = url.IdnHost; // Without the brackets of an IPv6 address.

    public string StartLine => "";

    public string? StartByHand => null;

    public int Port => url.Port;

    public IReadOnlyList<int> BackendPorts => backendPorts;

    public bool IsStarted => false;

    public int? ExitCode => null;

    public string? LeftBehind => null;

    public IReadOnlyList<string> LastOutput => [];

    public ITarget? Vary(PolicyPlan plan) => null;

    public void Start()
    {
        // It runs.
    }

    public long? MeasureMemory() => processId is { } id ? ProcessMemory.OfTree(id) : null;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
