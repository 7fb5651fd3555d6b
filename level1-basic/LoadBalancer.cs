using System.Buffers;
using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Net;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Level1;

/// <summary>
/// The whole of a load balancer: take a client in, choose a backend, connect the two.
/// It balances connections: all that a client says on one connection goes to one backend.
/// </summary>
internal sealed class LoadBalancer(
    IReadOnlyList<Backend> backends, ILogger logger, TimeProvider? time = null, ArrayPool<byte>? buffers = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ArrayPool<byte> _buffers = buffers ?? ArrayPool<byte>.Shared;
    private readonly BackendConnector _connector = new(time ?? TimeProvider.System);
    private readonly RoundRobinPolicy _policy = new();

    /// <summary>Serves clients until told to stop.</summary>
    public Task RunAsync(Socket listener, CancellationToken stop) =>
        new TcpServer(logger, _time).RunAsync(listener, HandleConnectionAsync, stop);

    /// <summary>One client, from its first byte to its last. Thousands of these run at the same time.</summary>
    private async Task HandleConnectionAsync(Socket client, CancellationToken abort)
    {
        // 1. Choose. We do not know whether the backend is alive: Level 2 will.
        //    (A policy returns null when it has no backend to choose from. Here it always has one.)
        Backend backend = _policy.Pick(backends)!;

        // 2. Dial. The client is waiting, so there is a limit.
        ConnectResult dialled = await _connector.ConnectAsync(backend, BackendConnector.DefaultLimit, abort);
        if (!dialled.Succeeded)
        {
            // It can't be reached. Another backend might be, but this level does not look for one.
            await BadGateway.SendAsync(client, _time, abort, _buffers);
            return;
        }

        // 3. Connect the two, and stay until both have finished.
        using Socket server = dialled.Connection;
        await SocketPipe.RunAsync(client, server, _buffers, _time, abort);
    }
}
