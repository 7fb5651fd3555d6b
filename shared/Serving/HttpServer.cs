using System.Net.Sockets;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Faults;
using LearnLoadBalancer.Forwarding;
using LearnLoadBalancer.Health;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Upstream;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Serving;

/// <summary>The front of the balancer: takes clients in, gives each of their requests to the level, and stops in order.</summary>
/// <remarks>
/// Whatever is thrown between the head of a request and the end of its response is a mistake of ours. It costs
/// that client its connection, with a reset, since half a response must not look like a whole one. It is logged
/// once, and nobody else notices.
/// </remarks>
internal sealed class HttpServer<TExchange>
    where TExchange : Exchange
{
    private readonly RequestHandler<TExchange> _handle;
    private readonly Upstreams _upstreams;
    private readonly HttpParts _parts;
    private readonly ExchangePool<TExchange> _exchanges;
    private readonly RequestEnding _ending;
    private int _connected;
    private int _served;
    private long _mistakes;

    /// <param name="create">Makes an exchange: what one request needs at this level.</param>
    /// <param name="handle">The level.</param>
    /// <param name="outages">Hears of requests for which there is no backend.</param>
    /// <param name="upstreams">The other side, which has to stop as well.</param>
    /// <param name="parts">What it shares with the other side.</param>
    public HttpServer(Func<TExchange> create, RequestHandler<TExchange> handle, OutageLog outages, Upstreams upstreams, HttpParts parts)
    {
        _handle = handle;
        _upstreams = upstreams;
        _parts = parts;
        _exchanges = new ExchangePool<TExchange>(create);
        var failures = new FailureLog(parts.Logger, parts.Time);
        parts.Registry.Swept += failures.Tick;
        _ending = new RequestEnding(failures, outages);
    }

    /// <summary>How many connections have ended by a mistake of ours.</summary>
    public long Mistakes => Interlocked.Read(ref _mistakes);

    /// <summary>Serves until told to stop, and returns when nothing is left behind.</summary>
    /// <param name="listener">A listening socket. It is closed at the stop.</param>
    /// <param name="stop">Ends the accepting and begins the drain.</param>
    public async Task RunAsync(Socket listener, CancellationToken stop)
    {
        listener.NoDelay = true; // The clients' sockets inherit it. See BackendConnector: no waiting for more to send.
        using var abort = new CancellationTokenSource();

        // 1. Serve. At the stop idle connections end at once, and the others after their request.
        using CancellationTokenRegistration stopping = stop.Register(_parts.Registry.Stop);
        await AcceptLoop.RunAsync(
            listener,
            socket => _ = ServeAsync(socket, abort.Token), // Not awaited here: the registry waits for them, see below.
            _parts.Logger,
            _parts.Time,
            stop,
            () => Volatile.Read(ref _connected) < _parts.Budget.Clients);

        // 2. Nobody comes in any more, and no backend's connection is kept for later.
        listener.Dispose();
        _upstreams.Close();

        // 3. Who is inside may finish, within a limit. Every connection is in the registry until it is closed.
        await Drain.RunAsync(_parts.Registry.WhenEmptyAsync(), Volatile.Read(ref _connected), CutOff, _parts.Logger, _parts.Time);

        void CutOff()
        {
            abort.Cancel(); // Whoever is dialling.
            _parts.Registry.CutOffAll();
        }
    }

    /// <summary>One client's connection: the error policy around <see cref="ServeRequestsAsync"/>.</summary>
    private async Task ServeAsync(Socket socket, CancellationToken abort)
    {
        Interlocked.Increment(ref _connected);
        ClientConnection? client = null;
        try
        {
            client = new ClientConnection(socket, _parts.Options.AbortOnClose, _parts.Buffers, _parts.Registry);
            await ServeRequestsAsync(client, abort);
        }
        catch (Exception e) when (abort.IsCancellationRequested && e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The stop has cut it off. Nothing to mend.
        }
        catch (Exception e)
        {
            Interlocked.Increment(ref _mistakes);
            client?.CutOff();
            _parts.Logger.LogError(e, "A connection failed unexpectedly");
        }
        finally
        {
            Interlocked.Decrement(ref _connected);
            if (client is null)
            {
                socket.Dispose();
            }
            else
            {
                client.Close(); // Last: when the registry is empty, nothing of any client runs any more.
            }
        }
    }

    /// <summary>Request after request, until one of the two has had enough.</summary>
    /// <remarks>Each is served right here and not in a method of its own: that would be a state to rent and to wake per request.</remarks>
    private async Task ServeRequestsAsync(ClientConnection client, CancellationToken abort)
    {
        bool full = Interlocked.Increment(ref _served) > _parts.Options.MaxClients;
        if (full)
        {
            Interlocked.Decrement(ref _served); // It gets its 503, but takes nobody's place, however long it stays.
        }

        try
        {
            bool open = true;
            while (open && await client.WaitForRequestAsync())
            {
                TExchange exchange = _exchanges.Rent();
                bool over = false;
                try
                {
                    open = full ? await _ending.RefuseAsync(client, exchange, CauseCode.TooManyClients)
                        : await client.ReadHeadAsync(exchange.Request) ? await _ending.EndAsync(client, exchange, await _handle(client, exchange, abort))
                        : await _ending.RefuseAsync(client, exchange, exchange.Request.Cause);
                    Fault.At(FaultStep.Finish);
                    over = true;
                }
                finally
                {
                    // Only a request that has ended in order leaves an exchange that somebody else can have.
                    if (over)
                    {
                        _exchanges.Return(exchange);
                    }
                    else
                    {
                        client.CutOff(); // First of all, so that nobody sends from its buffers any more.
                        exchange.Reset();
                    }
                }
            }
        }
        finally
        {
            if (!full)
            {
                Interlocked.Decrement(ref _served);
            }
        }
    }
}
