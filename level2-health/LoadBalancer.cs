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
/// Level 1, and health: a checker in the background keeps a map, and the policy chooses only among the
/// backends that the map calls healthy. It still balances connections.
/// </summary>
internal sealed class LoadBalancer : IDisposable
{
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly ArrayPool<byte> _buffers;
    private readonly BackendConnector _connector;
    private readonly RoundRobinPolicy _policy = new();
    private readonly HealthMap _health;
    private readonly HealthChecker _checker;
    private readonly OutageLog _outages;

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
        _checker = new HealthChecker(backends, _health, new TcpCheck(_connector).IsAliveAsync, checkInterval, logger, _time);
        _outages = new OutageLog(_health, logger);
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
            _outages.Report();
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
        await SocketPipe.RunAsync(client, server, _buffers, _time, abort);
        // exercise 2.3: end
    }
}
