using System.Buffers;
using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Health;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Net;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Level2;

/// <summary>
/// Level 1, and health: a checker in the background keeps a map, and only those backends are
/// chosen from that the map calls healthy. What is balanced is still the connection.
/// </summary>
internal sealed class LoadBalancer : IDisposable
{
    /// <summary>How long a backend has to pick up when the checker dials it.</summary>
    public static readonly TimeSpan DialLimit = TimeSpan.FromSeconds(2);

    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly ArrayPool<byte> _buffers;
    private readonly BackendConnector _connector;
    private readonly RoundRobinPolicy _policy = new();
    private readonly HealthMap _health;
    private readonly HealthChecker _checker;
    private int _loggedOutages;

    public LoadBalancer(
        IReadOnlyList<Backend> backends,
        TimeSpan checkInterval,
        ILogger logger,
        TimeProvider? time = null,
        ArrayPool<byte>? buffers = null)
    {
        _logger = logger;
        _time = time ?? TimeProvider.System;
        _buffers = buffers ?? ArrayPool<byte>.Shared;
        _connector = new BackendConnector(_time);
        _health = new HealthMap(backends);
        _checker = new HealthChecker(backends, _health, IsAliveAsync, checkInterval, logger, _time);
    }

    /// <summary>Checks once, then serves clients, and goes on checking, until told to stop.</summary>
    public async Task RunAsync(Socket listener, CancellationToken stop)
    {
        // The socket listens already: clients that come during the first round wait in the kernel's
        // queue, and find healthy backends when their turn comes.
        await _checker.StartAsync(stop);

        Task checking = _checker.RunAsync(stop);
        await new TcpServer(_logger, _time).RunAsync(listener, HandleConnectionAsync, stop);
        await checking;
    }

    public void Dispose() => _health.Dispose();

    /// <summary>One client, from its first byte to its last. Thousands of these run at the same time.</summary>
    private async Task HandleConnectionAsync(Socket client, CancellationToken abort)
    {
        // exercise 2.3: begin
        // 1. Choose among the healthy. The policy never learns that there are others.
        Backend? backend = _policy.Pick(_health.Available);
        if (backend is null)
        {
            LogOutageOnce();
            await BadGateway.SendAsync(client, _time, abort, _buffers);
            return;
        }

        // 2. Dial. It may have died since the last check: then this client still pays with a 502.
        ConnectResult dialled = await _connector.ConnectAsync(backend, BackendConnector.DefaultLimit, abort);
        if (!dialled.Succeeded)
        {
            await BadGateway.SendAsync(client, _time, abort, _buffers);
            return;
        }

        // 3. Connect the two, and stay until both have finished.
        using Socket server = dialled.Connection;
        await SocketPipe.RunAsync(client, server, _buffers, _time);
        // exercise 2.3: end
    }

    /// <summary>The check: a backend that takes a connection is alive.</summary>
    private async Task<bool> IsAliveAsync(Backend backend, CancellationToken stop)
    {
        // exercise 2.1: begin
        ConnectResult dialled = await _connector.ConnectAsync(backend, DialLimit, stop);
        dialled.Connection?.Dispose();
        return dialled.Succeeded;
        // exercise 2.1: end
    }

    /// <summary>One line per outage, not one per client: when all is down, clients are many.</summary>
    private void LogOutageOnce()
    {
        int outages = _health.Outages;
        if (Interlocked.Exchange(ref _loggedOutages, outages) != outages)
        {
            _logger.LogWarning("All backends are unhealthy!");
        }
    }
}
