using System.Collections.Frozen;
using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Tables;

/// <summary>How many requests each backend has at the moment. They are counted through leases, see there.</summary>
/// <remarks>
/// It is this balancer's count and nobody else's: what other balancers send to the same backend it can't
/// see. That is how nginx, HAProxy and Envoy count as well.
/// </remarks>
/// <param name="backends">All that there are. The table never grows, so looking something up needs no lock.</param>
internal sealed class InFlight(IEnumerable<Backend> backends)
{
    private readonly FrozenDictionary<Backend, RequestCount> _counts =
        backends.Distinct().ToFrozenDictionary(backend => backend, _ => new RequestCount());

    /// <summary>The requests at all backends together.</summary>
    public RequestCount Total { get; } = new();

    /// <summary>All backends that there are.</summary>
    public IEnumerable<Backend> All => _counts.Keys;

    /// <summary>The count of one backend. Keep it if you need it often, and save the look-up.</summary>
    public RequestCount Of(Backend backend) => _counts[backend];
}
