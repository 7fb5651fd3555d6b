using System.Buffers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Forwarding;
using LearnLoadBalancer.Health;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Serving;
using LearnLoadBalancer.Upstream;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Level3;

/// <summary>
/// Level 2, and HTTP: what is balanced is the request. A client's connection carries many of them, each
/// goes to the next backend, over connections that are kept and used again.
/// </summary>
/// <remarks>
/// Here stands what this level chooses. The front (<see cref="HttpServer{TExchange}"/>) reads requests from clients
/// and tells them how it ended; the back (<see cref="Upstreams"/>) has the connections to the backends.
/// </remarks>
internal sealed class LoadBalancer : IDisposable
{
    private readonly HttpParts _parts;
    private readonly HealthMap _health;
    private readonly HealthChecker _checker;
    private readonly RoundRobinPolicy _policy = new();

    // Turns of its own for those who need a second backend. Taken from _policy, they would move its index
    // on among fewer, and always to the same place: one neighbour of a dead backend would get everything.
    private readonly RoundRobinPolicy _secondChoice = new();
    private readonly RequestPreparation _preparation;
    private readonly Upstreams _upstreams;
    private readonly HttpServer<Exchange> _server;

    public LoadBalancer(
        IReadOnlyList<Backend> backends,
        TimeSpan checkInterval,
        ILogger logger,
        TimeProvider? time = null,
        ArrayPool<byte>? buffers = null,
        HttpOptions? options = null)
    {
        // What both sides need: the clock, the buffers, the list of all open connections.
        _parts = new HttpParts(logger, backends.Distinct().Count(), time, buffers, options);

        // As in Level 2: a map of who is healthy, and a checker in the background that keeps it.
        _health = new HealthMap(backends);
        _checker = new HealthChecker(
            backends, _health, new TcpCheck(_parts.Connector).IsAliveAsync, checkInterval, logger, _parts.Time);

        // The way of a request: it is written anew, goes out at the back, and its response comes in there.
        _preparation = new RequestPreparation(_parts.Options);
        _upstreams = new Upstreams(backends, _health, _parts);
        _server = new HttpServer<Exchange>(
            () => new Exchange(_parts.Buffers), ServeAsync, new OutageLog(_health, logger), _upstreams, _parts);
    }

    /// <summary>How many connections have ended by a mistake of ours.</summary>
    public long Mistakes => _server.Mistakes;

    /// <summary>Checks once, then serves clients, and goes on checking, until told to stop.</summary>
    /// <param name="listener">A listening socket. It is closed at the stop.</param>
    /// <param name="stop">Ctrl+C.</param>
    public async Task RunAsync(Socket listener, CancellationToken stop)
    {
        // The socket listens already: clients that come during the first round wait in the kernel's queue.
        await _checker.StartAsync(stop);
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
    private async ValueTask<ForwardResult> ServeAsync(ClientConnection client, Exchange exchange, CancellationToken abort)
    {
        // 1. Write the request as a backend will get it: without what concerns this connection only, with a word on
        //    who asks, and with one clear end. Some requests can't be forwarded: then that is all.
        CauseCode wrong = _preparation.Prepare(client, exchange);
        if (wrong != CauseCode.None)
        {
            return ForwardResult.Refused(wrong);
        }

        // exercise 3.3: begin
        // What the client is told if there is nobody to pick, and where the request is or was.
        ForwardResult result = ForwardResult.NoBackend;
        Backend? backend = null;
        NextTry next = NextTry.AnotherBackend;
        // Whether only a connection will do that was never used before.
        bool fresh = false;
        while (next != NextTry.None)
        {
            // 2. Pick among the healthy, leaving out those that could not be reached just now. A request that is
            //    only sent again stays where it was: it has had its turn.
            if (next == NextTry.AnotherBackend)
            {
                RoundRobinPolicy policy = exchange.Tried.Count == 0 ? _policy : _secondChoice;
                backend = policy.Pick(exchange.Tried.LeftOf(_health.Available));
                if (backend is null)
                {
                    break; // Nobody is left. What the client is told is the result of the last attempt.
                }
            }

            // 3. One attempt: borrow a connection to it, forward both ways, and give the connection back.
            //    It ends with the response, with the backend's or the client's end, or with a time limit.
            result = await _upstreams.AttemptAsync(backend!, client, exchange, fresh, abort);

            // 4. Is it worth another try? Never, once the client has seen a byte of the response, or if doing it twice
            //    might matter. An idle connection that has failed us is followed by new ones only.
            next = Retry.After(result, exchange.Request.Method, exchange.Upload.IsAtHand, exchange.Tried.Dialled);
            fresh |= next == NextTry.SameBackend;
        }

        return result;
        // exercise 3.3: end
    }
}
