using System.Buffers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Choosing;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Forwarding;
using LearnLoadBalancer.Health;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tables;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Level4;

/// <summary>
/// Level 3, with a choice: which backend gets a request depends on the policy, on the backends' weights and
/// loads, and on the session that the request belongs to.
/// </summary>
internal sealed class LoadBalancer : IDisposable
{
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly ArrayPool<byte> _buffers;
    private readonly HttpOptions _options;
    private readonly BackendConnector _connector;
    private readonly HealthMap _health;
    private readonly BackendChooser _chooser;
    private readonly HealthChecker _checker;
    private readonly ConnectionRegistry _registry;
    private readonly SocketBudget _budget;
    private readonly Dictionary<Backend, ConnectionPool> _pools;
    private readonly ExchangePool<CountedExchange> _exchanges;
    private readonly RequestWriter _writer;
    private readonly HttpForwarder _forwarder;
    private readonly RequestEnding _ending;
    private int _clients;

    public LoadBalancer(
        BalancingOptions balancing,
        TimeSpan checkInterval,
        ILogger logger,
        TimeProvider? time = null,
        ArrayPool<byte>? buffers = null,
        HttpOptions? options = null)
    {
        _logger = logger;
        _time = time ?? TimeProvider.System;
        _buffers = buffers ?? ArrayPool<byte>.Shared;
        _options = options ?? new HttpOptions();
        _connector = new BackendConnector(_time);

        Backend[] backends = [.. balancing.Backends.Select(weighted => weighted.Backend)];
        _health = new HealthMap(backends);
        var outages = new OutageLog(_health, logger, "All healthy backends drain: they have weight 0!");
        _chooser = new BackendChooser(balancing, backends, _health, outages, _time);
        _checker = new HealthChecker(backends, _health, new TcpCheck(_connector).IsAliveAsync, checkInterval, logger, _time);
        _registry = new ConnectionRegistry(_time);
        _budget = SocketBudget.Of(ConnectionLimit.Sockets, backends.Distinct().Count());
        _pools = backends.Distinct().ToDictionary(
            backend => backend, backend => new ConnectionPool(backend, _budget.IdlePerBackend, _connector, _buffers, _registry));
        _exchanges = new ExchangePool<CountedExchange>(() => new CountedExchange(_buffers, _chooser.InFlight));
        _writer = new RequestWriter(_options);
        _forwarder = new HttpForwarder(_options, _buffers, _time);
        var failures = new FailureLog(logger, _time);
        _registry.Swept += failures.Tick;
        _ending = new RequestEnding(failures, outages);
    }

    /// <summary>Who has how many requests at the moment.</summary>
    public InFlight InFlight => _chooser.InFlight;

    /// <summary>Checks once, then serves clients, and goes on checking, until told to stop.</summary>
    public async Task RunAsync(Socket listener, CancellationToken stop)
    {
        await _checker.StartAsync(stop);
        _chooser.Refresh();
        _health.Changed += _chooser.Refresh; // From now on by the checker, on its own time: no request waits for it.
        using CancellationTokenRegistration stopping = stop.Register(_registry.Stop);

        Task checking = _checker.RunAsync(stop);
        await new TcpServer(_logger, _time) { MaxConnections = _budget.Clients }.RunAsync(listener, HandleConnectionAsync, stop);
        await checking;

        foreach (ConnectionPool pool in _pools.Values)
        {
            pool.Close();
        }

        await _registry.WhenEmptyAsync();
    }

    public void Dispose()
    {
        _registry.Dispose();
        _health.Dispose();
    }

    /// <summary>One client: request after request, until one of the two has had enough.</summary>
    private async Task HandleConnectionAsync(Socket socket, CancellationToken abort)
    {
        var client = new ClientConnection(socket, _options.AbortOnClose, _buffers, _registry);
        using CancellationTokenRegistration aborting = abort.UnsafeRegister(static client => ((ClientConnection)client!).AbortBoth(), client);
        bool full = Interlocked.Increment(ref _clients) > _options.MaxClients;
        if (full)
        {
            Interlocked.Decrement(ref _clients); // It gets its 503, but takes nobody's place, however long it stays.
        }

        try
        {
            bool open = true;
            while (open && await client.WaitForRequestAsync())
            {
                CountedExchange exchange = _exchanges.Rent();
                try
                {
                    // 1. Read the head of the request.
                    open = full ? await _ending.RefuseAsync(client, exchange, CauseCode.TooManyClients)
                        : await client.ReadHeadAsync(exchange.Request) ? await ServeAsync(client, exchange, abort)
                        : await _ending.RefuseAsync(client, exchange, exchange.Request.Cause);
                }
                finally
                {
                    _exchanges.Return(exchange);
                }
            }
        }
        finally
        {
            if (!full)
            {
                Interlocked.Decrement(ref _clients);
            }

            client.Close();
        }
    }

    /// <summary>One request, from its head to the end of its response.</summary>
    /// <returns>Whether the client's connection goes on.</returns>
    [AsyncMethodBuilder(typeof(PooledMethodBuilder<>))]
    private async ValueTask<bool> ServeAsync(ClientConnection client, CountedExchange exchange, CancellationToken abort)
    {
        // 2. What of it matters for the choice: its key, its session. (Preparing it uses its bytes up.)
        (ulong? key, Backend? home) = _chooser.Classify(client, exchange.Request);
        CauseCode wrong = exchange.PrepareRequest(client, _writer, _options.MaxBodyBytes);
        if (wrong != CauseCode.None)
        {
            return await _ending.RefuseAsync(client, exchange, wrong);
        }

        ForwardResult result = ForwardResult.NoBackend;
        Backend? backend = null;
        bool fresh = false;
        using (Lease lease = exchange.Lease) // However it ends, the backend is done with it then, though the client may not be.
        {
            for (int attempt = 1; attempt <= Retry.MostAttempts; attempt++)
            {
                // 3. Pick among the healthy. From now on the request counts there, and no longer where it was.
                if (_chooser.Pick(client, exchange, key, home, fresh ? backend : null) is not { } picked)
                {
                    break;
                }

                backend = picked;
                lease.MoveTo(backend);

                // 4. Borrow a connection to it: one that is idle, or a new one.
                ConnectionPool pool = _pools[backend];
                BorrowResult borrowed = await pool.BorrowAsync(fresh, abort);
                if (!borrowed.Succeeded)
                {
                    // Nothing was sent, so another backend may have it; but nobody waits for two time limits.
                    result = ForwardResult.NotConnected(borrowed.Error);
                    exchange.NoteTried(backend);
                    _chooser.NoteUnreachable(backend, result);
                    if (result.Cause == CauseCode.ConnectTimeout)
                    {
                        break;
                    }

                    continue;
                }

                // 5. Forward: the request to the backend, the response to the client, both ways at once.
                long sentAt = _chooser.BeginResponse(exchange, backend, home);
                result = await _forwarder.ForwardAsync(client, borrowed.Connection, exchange);
                _chooser.NoteOutcome(exchange, backend, result, sentAt);

                // 6. Return the connection, if both messages are over and nothing else is on it.
                if (result.BackendReusable)
                {
                    pool.Return(borrowed.Connection);
                }
                else
                {
                    borrowed.Connection.Close();
                }

                if (!result.CanResend)
                {
                    break;
                }

                fresh = true; // An idle connection has failed us. The rule allows one more try, on a new one to the same backend.
            }
        }

        return await _ending.EndAsync(client, exchange, result, backend);
    }
}
