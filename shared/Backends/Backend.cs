using System.Diagnostics.CodeAnalysis;

namespace LearnLoadBalancer.Backends;

/// <summary>
/// One server behind the load balancer: where to reach it, and nothing else.
/// </summary>
/// <remarks>
/// A backend never changes. What does change while the balancer runs (is it healthy? how many
/// connections does it have?) lives in tables that use the backend as their key, so that every
/// concern keeps its own table under its own lock. YARP calls it a destination, HAProxy a server.
/// </remarks>
/// <param name="Host">A host name or an IP address, without brackets: <c>localhost</c>, <c>::1</c>.</param>
/// <param name="Port">The TCP port, 1 to 65535.</param>
public sealed record Backend(string Host, int Port)
{
    /// <summary>Reads <c>host:port</c>; an IPv6 address stands in brackets: <c>[::1]:9001</c>.</summary>
    /// <param name="text">What the user typed.</param>
    /// <param name="backend">The backend, or null when the text is not one.</param>
    /// <returns>False when there is no host, or no port from 1 to 65535.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out Backend? backend)
    {
        backend = HostPort.TryParse(text, out string host, out int port) && host.Length > 0 && port > 0
            ? new Backend(Normalize(host), port)
            : null;
        return backend is not null;
    }

    /// <summary>The form in which it is typed, and in which it is logged: <c>localhost:9001</c>.</summary>
    public override string ToString() => HostPort.Format(Host, Port);

    /// <summary>Names know no case (RFC 4343), so one server is one key, however it was typed. The name of an interface does.</summary>
    private static string Normalize(string host) => host.Contains('%') ? host : host.ToLowerInvariant();
}
