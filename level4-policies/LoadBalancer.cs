using System.Buffers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Choosing;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Forwarding;
using LearnLoadBalancer.Health;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Serving;
using LearnLoadBalancer.Tables;
using LearnLoadBalancer.Upstream;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Level4;

/// <summary>
/// Level 3, with a choice: which backend gets a request depends on the policy, on the backends' weights and
/// loads, and on the session that the request belongs to.
/// </summary>
internal sealed class LoadBalancer : IDisposable
{
    private readonly HttpParts _parts;
    private readonly HealthMap _health;
    private readonly HealthChecker _checker;
    private readonly BackendChooser _chooser;
    private readonly RequestPreparation _preparation;
    private readonly Upstreams _upstreams;
    private readonly HttpServer<CountedExchange> _server;

    public LoadBalancer(
        BalancingOptions balancing,
        TimeSpan checkInterval,
        ILogger logger,
        TimeProvider? time = null,
        ArrayPool<byte>? buffers = null,
        HttpOptions? options = null)
    {
        Backend[] backends = [.. balancing.Backends.Select(weighted => weighted.Backend)];

        // What both sides need: the clock, the buffers, the list of all open connections.
        _parts = new HttpParts(logger, backends.Distinct().Count(), time, buffers, options);
        _health = new HealthMap(backends);
        _checker = new HealthChecker(
            backends, _health, new TcpCheck(_parts.Connector).IsAliveAsync, checkInterval, logger, _parts.Time);
        var outages = new OutageLog(_health, logger, "All healthy backends drain: they have weight 0!");
        _chooser = new BackendChooser(balancing, backends, _health, outages, _parts.Time);

        // The way of a request: it is written anew, goes out at the back, and its response comes in there.
        _preparation = new RequestPreparation(_parts.Options);
        _upstreams = new Upstreams(backends, _health, _parts);
        _server = new HttpServer<CountedExchange>(
            () => new CountedExchange(_parts.Buffers, _chooser.InFlight), ServeAsync, outages, _upstreams, _parts);
    }

    /// <summary>Who has how many requests at the moment.</summary>
    public InFlight InFlight => _chooser.InFlight;

    /// <summary>How many connections have ended by a mistake of ours.</summary>
    public long Mistakes => _server.Mistakes;

    /// <summary>Checks once, then serves clients, and goes on checking, until told to stop.</summary>
    public async Task RunAsync(Socket listener, CancellationToken stop)
    {
        // The socket listens already: clients that come during the first round wait in the kernel's queue.
        await _checker.StartAsync(stop);
        _chooser.Start();
        Task checking = _checker.RunAsync(stop);
        await _server.RunAsync(listener, stop); // Until the stop, and then until the last client has gone.
        await checking;
    }

    public void Dispose()
    {
        _parts.Dispose();
        _health.Dispose();
    }

    /// <summary>One request, whose head has been read. Thousands of these run at the same time.</summary>
    /// <returns>What came of it. The front tells the client: with a 502, say, or by closing after half a response.</returns>
    /// <remarks>It allocates nothing: the state of the method itself is used again, see <see cref="PooledMethodBuilder{TResult}"/>.</remarks>
    [AsyncMethodBuilder(typeof(PooledMethodBuilder<>))]
    private async ValueTask<ForwardResult> ServeAsync(ClientConnection client, CountedExchange exchange, CancellationToken abort)
    {
        // 1. Write the request as a backend will get it: without what concerns this connection only, with a word on
        //    who asks, and with one clear end. Some requests can't be forwarded: then that is all.
        CauseCode wrong = _preparation.Prepare(client, exchange);
        if (wrong != CauseCode.None)
        {
            return ForwardResult.Refused(wrong);
        }

        // 2. What of it matters for the choice: its key, its session. As it will be sent, and not as it came.
        RequestTraits traits = _chooser.Classify(client, exchange);

        // However it ends, the backend is done with the request then, though the client may not be.
        using Lease lease = exchange.Lease;
        ForwardResult result = ForwardResult.NoBackend;
        Backend? backend = null;
        NextTry next = NextTry.AnotherBackend;
        bool fresh = false;
        while (next != NextTry.None)
        {
            // 3. Pick among the healthy. From now on the request counts there, and no longer where it was. One that is
            //    only sent again stays where it was: it has had its turn.
            if (next == NextTry.AnotherBackend)
            {
                backend = _chooser.Pick(client, exchange, traits);
                if (backend is null)
                {
                    break; // Nobody is left. What the client is told is the result of the last attempt.
                }

                lease.MoveTo(backend);
            }

            // 4. One attempt: borrow a connection to it, forward both ways, and give the connection back.
            //    It ends with the response, with the backend's or the client's end, or with a time limit.
            _chooser.BeginAttempt(exchange, backend!, traits);
            result = await _upstreams.AttemptAsync(backend!, client, exchange, fresh, abort);

            // 5. Is it worth another try? An idle connection that has failed us is followed by new ones only.
            next = Retry.After(result, exchange.Request.Method, exchange.Upload.IsAtHand, exchange.Tried.Dialled);
            _chooser.EndAttempt(exchange, backend!, result, next);
            fresh |= next == NextTry.SameBackend;
        }

        return result;
    }
}
