using System.Buffers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Forwarding;
using LearnLoadBalancer.Health;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Net;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Level3;

/// <summary>
/// Level 2, and HTTP: what is balanced is the request. A client's connection carries many of them, each
/// goes to the next backend, over connections that are kept and used again.
/// </summary>
internal sealed class LoadBalancer : IDisposable
{
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly ArrayPool<byte> _buffers;
    private readonly HttpOptions _options;
    private readonly BackendConnector _connector;
    private readonly RoundRobinPolicy _policy = new();

    // Turns of its own for those who need a second backend. Taken from _policy, they would move its index
    // on among fewer, and always to the same place: one neighbour of a dead backend would get everything.
    private readonly RoundRobinPolicy _secondChoice = new();
    private readonly HealthMap _health;
    private readonly HealthChecker _checker;
    private readonly ConnectionRegistry _registry;
    private readonly SocketBudget _budget;
    private readonly Dictionary<Backend, ConnectionPool> _pools;
    private readonly ExchangePool<Exchange> _exchanges;
    private readonly RequestWriter _writer;
    private readonly HttpForwarder _forwarder;
    private readonly RequestEnding _ending;
    private int _clients;

    public LoadBalancer(
        IReadOnlyList<Backend> backends,
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
        _health = new HealthMap(backends);
        _checker = new HealthChecker(backends, _health, new TcpCheck(_connector).IsAliveAsync, checkInterval, logger, _time);
        _registry = new ConnectionRegistry(_time);
        _budget = SocketBudget.Of(ConnectionLimit.Sockets, backends.Distinct().Count());
        _pools = backends.Distinct().ToDictionary(
            backend => backend, backend => new ConnectionPool(backend, _budget.IdlePerBackend, _connector, _buffers, _registry));
        _exchanges = new ExchangePool<Exchange>(() => new Exchange(_buffers));
        _writer = new RequestWriter(_options);
        _forwarder = new HttpForwarder(_options, _buffers, _time);
        var failures = new FailureLog(logger, _time);
        _registry.Swept += failures.Tick;
        _ending = new RequestEnding(failures, new OutageLog(_health, logger));
    }

    /// <summary>Checks once, then serves clients, and goes on checking, until told to stop.</summary>
    public async Task RunAsync(Socket listener, CancellationToken stop)
    {
        await _checker.StartAsync(stop);
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
                Exchange exchange = _exchanges.Rent();
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
    private async ValueTask<bool> ServeAsync(ClientConnection client, Exchange exchange, CancellationToken abort)
    {
        CauseCode wrong = exchange.PrepareRequest(client, _writer, _options.MaxBodyBytes);
        if (wrong != CauseCode.None)
        {
            return await _ending.RefuseAsync(client, exchange, wrong);
        }

        ForwardResult result = ForwardResult.NoBackend;
        Backend? backend = null;

        // exercise 3.3: begin
        bool fresh = false;
        for (int attempt = 1; attempt <= Retry.MostAttempts; attempt++)
        {
            // 2. Pick among the healthy, leaving out those that could not be reached just now.
            RoundRobinPolicy policy = attempt == 1 ? _policy : _secondChoice;
            if (policy.Pick(exchange.Untried(_health.Available)) is not { } picked)
            {
                break;
            }

            // 3. Borrow a connection to it: one that is idle, or a new one.
            backend = picked;
            ConnectionPool pool = _pools[backend];
            BorrowResult borrowed = await pool.BorrowAsync(fresh, abort);
            if (!borrowed.Succeeded)
            {
                // Nothing was sent, so another backend may have it; but nobody waits for two time limits.
                result = ForwardResult.NotConnected(borrowed.Error);
                exchange.NoteTried(backend);
                if (result.Cause == CauseCode.ConnectTimeout)
                {
                    break;
                }

                continue;
            }

            // 4. Forward: the request to the backend, the response to the client, both ways at once.
            result = await _forwarder.ForwardAsync(client, borrowed.Connection, exchange);

            // 5. Return the connection, if both messages are over and nothing else is on it.
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

            fresh = true; // An idle connection has failed us. The rule allows one more try, on a new one.
        }

        // exercise 3.3: end

        return await _ending.EndAsync(client, exchange, result, backend);
    }
}
