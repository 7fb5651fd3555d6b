using System.Net;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Upstream;

/// <summary>Keeps the pools true: a kept connection must lead to where a new one would.</summary>
/// <remarks>
/// A name may move to another machine while connections to the old one live on. So, every <see cref="Period"/>, the sweep
/// has each name looked up again whose answer is older than <see cref="AddressCache.Lifetime"/>: in the background, one
/// lookup per name. A request waits for a name only where nothing is known of it, after a dial that nobody answered. What
/// was found goes to the pools of that name, which close what leads elsewhere. And when a backend is found to be down,
/// its pool begins anew.
/// </remarks>
internal sealed class PoolUpkeep
{
    /// <summary>How often somebody looks whether a name is to be looked up: 5 s. Also the time between two tries at a name server that is down.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyCollection<ConnectionPool> _pools;
    private readonly IAvailability _availability;
    private readonly BackendConnector _connector;
    private readonly TimeProvider _time;
    private long _lookedAt;

    /// <param name="pools">One for each backend.</param>
    /// <param name="availability">Who may be used.</param>
    /// <param name="parts">The connector, which knows the names, and the sweep.</param>
    public PoolUpkeep(IReadOnlyCollection<ConnectionPool> pools, IAvailability availability, HttpParts parts)
    {
        (_pools, _availability, _connector, _time) = (pools, availability, parts.Connector, parts.Time);
        _lookedAt = _time.GetTimestamp();
        _connector.NameLookedUp += Follow;
        availability.Changed += BeginEras;
        parts.Registry.Swept += Tick;
    }

    private void Tick()
    {
        if (_time.GetElapsedTime(_lookedAt) >= Period)
        {
            _lookedAt = _time.GetTimestamp();
            _connector.RefreshNames();
        }
    }

    private void Follow(string host, IReadOnlyList<IPAddress> addresses)
    {
        foreach (ConnectionPool pool in _pools)
        {
            // An answer without an address says nothing: we go on with those that we know.
            if (pool.Backend.Host == host && addresses.Count > 0)
            {
                pool.Follow(addresses);
            }
        }
    }

    private void BeginEras()
    {
        foreach (ConnectionPool pool in _pools)
        {
            if (!_availability.IsUsable(pool.Backend))
            {
                pool.BeginEra(); // Also of those that were down before: what they still have at work is of no other kind.
            }
        }
    }
}
