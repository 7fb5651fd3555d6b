using System.Buffers;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Net;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Connections;

/// <summary>What the parts of a level that speaks HTTP have in common. One set for each balancer.</summary>
internal sealed class HttpParts : IDisposable
{
    /// <param name="logger">Where the balancer tells what happens.</param>
    /// <param name="backends">How many backends share the idle connections.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <param name="buffers">Where buffers are rented; the process' own pool when null.</param>
    /// <param name="options">What an operator may want otherwise; the defaults when null.</param>
    public HttpParts(ILogger logger, int backends, TimeProvider? time, ArrayPool<byte>? buffers, HttpOptions? options)
    {
        Logger = logger;
        Time = time ?? TimeProvider.System;
        Buffers = buffers ?? ArrayPool<byte>.Shared;
        Options = options ?? new HttpOptions();
        Connector = new BackendConnector(Time, Options.LookUp);
        Registry = new ConnectionRegistry(Time);
        Budget = SocketBudget.Of(ConnectionLimit.Sockets, backends);
    }

    /// <summary>Where the balancer tells what happens.</summary>
    public ILogger Logger { get; }

    /// <summary>The clock. A test turns it by hand.</summary>
    public TimeProvider Time { get; }

    /// <summary>Where buffers are rented.</summary>
    public ArrayPool<byte> Buffers { get; }

    /// <summary>What an operator may want otherwise.</summary>
    public HttpOptions Options { get; }

    /// <summary>Dials backends.</summary>
    public BackendConnector Connector { get; }

    /// <summary>All open connections, of clients and to backends.</summary>
    public ConnectionRegistry Registry { get; }

    /// <summary>How the sockets of this process are shared out.</summary>
    public SocketBudget Budget { get; }

    /// <summary>Ends the sweep over the connections.</summary>
    public void Dispose() => Registry.Dispose();
}
