using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Faults;
using LearnLoadBalancer.Forwarding;

namespace LearnLoadBalancer.Upstream;

/// <summary>The back of the balancer: a pool of connections for each backend, and the attempts that use them.</summary>
internal sealed class Upstreams
{
    private readonly FrozenDictionary<Backend, ConnectionPool> _pools;
    private readonly HttpForwarder _forwarder;

    /// <param name="backends">All that there are.</param>
    /// <param name="availability">Who may be used: connections to one that was found to be down are not kept.</param>
    /// <param name="parts">What it shares with the front.</param>
    public Upstreams(IEnumerable<Backend> backends, IAvailability availability, HttpParts parts)
    {
        _pools = backends.Distinct().ToFrozenDictionary(backend => backend, backend => new ConnectionPool(
            backend, parts.Budget.IdlePerBackend, parts.Connector, parts.Buffers, parts.Registry));
        _ = new PoolUpkeep(_pools.Values, availability, parts); // It lives by the news that it hears.
        _forwarder = new HttpForwarder(parts.Options, parts.Buffers, parts.Time);
    }

    /// <summary>One attempt: borrows a connection, forwards the request and its response, and gives the connection back.</summary>
    /// <param name="backend">Who is to have the request.</param>
    /// <param name="client">Who asks.</param>
    /// <param name="exchange">The prepared request.</param>
    /// <param name="fresh">Only a new connection will do.</param>
    /// <param name="abort">Gives up the dialling.</param>
    [AsyncMethodBuilder(typeof(PooledMethodBuilder<>))]
    public async ValueTask<ForwardResult> AttemptAsync(
        Backend backend, ClientConnection client, Exchange exchange, bool fresh, CancellationToken abort)
    {
        exchange.Backend = backend;
        ConnectionPool pool = _pools[backend];
        BorrowResult borrowed = await pool.BorrowAsync(fresh, abort); // At most the connector's limit.
        if (!borrowed.Succeeded)
        {
            exchange.Tried.Add(backend, borrowed.Elapsed);
            return ForwardResult.NotConnected(borrowed);
        }

        bool clean = false;
        try
        {
            ForwardResult result = await _forwarder.ForwardAsync(client, borrowed.Connection, exchange);
            Fault.At(FaultStep.Return);
            clean = result.BackendReusable;
            return result;
        }
        finally
        {
            // Back into the pool goes only what has carried both messages to their end, and nothing else. An
            // exception proves nothing of that, so what it leaves behind is closed.
            if (clean)
            {
                pool.Return(borrowed.Connection);
            }
            else
            {
                borrowed.Connection.Close();
            }
        }
    }

    /// <summary>Closes what is idle, and from now on keeps nothing.</summary>
    public void Close()
    {
        foreach (ConnectionPool pool in _pools.Values)
        {
            pool.Close();
        }
    }
}
