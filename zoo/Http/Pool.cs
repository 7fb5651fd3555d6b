using System.Collections.Concurrent;
using System.Net.Sockets;
using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Zoo.Http;

/// <summary>Connections to backends that wait for their next request. The one that was used last goes first.</summary>
internal sealed class Pool
{
    private readonly ConcurrentDictionary<Backend, ConcurrentStack<HttpConnection>> _idle = new();

    /// <summary>A connection to that backend that is still good, or null.</summary>
    public HttpConnection? Take(Backend backend, Func<HttpConnection, bool> isGood)
    {
        ConcurrentStack<HttpConnection> idle = Of(backend);
        while (idle.TryPop(out HttpConnection? connection))
        {
            if (isGood(connection))
            {
                return connection;
            }

            connection.Dispose();
        }

        return null;
    }

    public void Put(Backend backend, HttpConnection connection)
    {
        connection.WasKept = true;
        Of(backend).Push(connection);
    }

    /// <summary>An idle connection has nothing to say. One that can be read from has ended, or speaks out of turn.</summary>
    public static bool IsQuiet(HttpConnection connection) => !connection.Socket.Poll(TimeSpan.Zero, SelectMode.SelectRead);

    private ConcurrentStack<HttpConnection> Of(Backend backend) => _idle.GetOrAdd(backend, static _ => new());
}
