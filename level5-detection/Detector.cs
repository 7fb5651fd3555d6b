using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Level5.Checks;
using LearnLoadBalancer.Level5.Options;
using LearnLoadBalancer.Level5.States;

namespace LearnLoadBalancer.Level5;

/// <summary>Finds out who is well: the states of the backends, and the checks that feed them. (Requests feed them, too.)</summary>
internal sealed class Detector : IDisposable
{
    private readonly CheckLoops _checks;

    public Detector(IReadOnlyList<WeightedBackend> backends, DetectionOptions options, HttpParts parts, Random random)
    {
        States = new BackendStates(backends, options, parts.Logger, parts.Time, random);
        _checks = new CheckLoops(States, options.Checks, Probe.Of(options.Checks, parts), parts.Logger, parts.Time, random);
    }

    /// <summary>Who may be used, and why the others may not.</summary>
    public BackendStates States { get; }

    /// <summary>Ends when the last check has, after the stop.</summary>
    public Task Ended => _checks.Ended;

    /// <inheritdoc cref="CheckLoops.StartAsync"/>
    public Task StartAsync(CancellationToken stop) => _checks.StartAsync(stop);

    /// <summary>Nothing changes by itself any more.</summary>
    public void Dispose()
    {
        _checks.Dispose();
        States.Dispose();
    }
}
