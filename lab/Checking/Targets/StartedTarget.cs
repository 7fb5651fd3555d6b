using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Checking.Targets;

/// <summary>A program that the checker starts: a level of ours, or anybody's command.</summary>
internal sealed class StartedTarget(
    string name, ChildProgram program, int port, IReadOnlyList<int> backendPorts, ProcessGuard guard, Timeline timeline) : ITarget
{
    private readonly OutputRecorder _output = new(timeline);
    private ChildProcess? _process;
    private DateTime _startedAt;

    public string Name => name;

    public string Host => "127.0.0.1";

    public string StartLine => CommandLine.Of(program);

    public string? StartByHand => ByHand?.Invoke(Plan);

    public int Port => port;

    public IReadOnlyList<int> BackendPorts => backendPorts;

    public bool IsStarted => true;

    public int? ExitCode => _process is { Exited.IsCompletedSuccessfully: true } process ? process.Exited.Result : null;

    public string? LeftBehind => _process?.LeftBehind;

    public IReadOnlyList<string> LastOutput => _process is null ? [] : [.. _process.LastLines.Select(line => line.Text)];

    /// <summary>Makes the command line for another way to balance, given a port. Null: it takes no such options.</summary>
    public Func<int, PolicyPlan, ChildProgram>? Variant { get; init; }

    /// <summary>Makes the command line for somebody who starts it by hand: see <see cref="StartByHand"/>.</summary>
    public Func<PolicyPlan, string>? ByHand { get; init; }

    /// <summary>How it balances.</summary>
    public PolicyPlan Plan { get; private init; } = new();

    public ITarget? Vary(PolicyPlan plan)
    {
        if (Variant is null)
        {
            return null;
        }

        int other = CheckPorts.PickFree(1)[0];
        return new StartedTarget(name, Variant(other, plan), other, backendPorts, guard, timeline) { ByHand = ByHand, Plan = plan };
    }

    public void Start()
    {
        ProgramFile.Require(program);
        _startedAt = DateTime.Now;
        _process = guard.Start(program, line => _output.Add(line.Text));
        timeline.Add(Lane.Program, EventKind.Start, "started");
    }

    public long? MeasureMemory() => _process is { Exited.IsCompleted: false } process ? ProcessMemory.OfTree(process.Id) : null;

    public bool Interrupt() => _process is { Exited.IsCompleted: false } process && ProcessTree.Interrupt(process.Id);

    /// <summary>Asks it to end, and waits until it has said its last.</summary>
    public Task StopAsync() => _process?.StopAsync() ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            await Background.EndAsync(port, _startedAt);
        }
    }
}
