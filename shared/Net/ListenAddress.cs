using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Net;

/// <summary>Where the load balancer waits for its clients.</summary>
/// <param name="Host">An IP address or a host name; empty means every address of this machine.</param>
/// <param name="Port">The TCP port; 0 lets the operating system choose a free one.</param>
public sealed record ListenAddress(string Host, int Port)
{
    /// <summary>Port 8090 on every address: the default of every level.</summary>
    public static ListenAddress Default { get; } = new("", 8090);

    /// <summary>Reads <c>:8090</c>, <c>127.0.0.1:8090</c> or <c>[::1]:8090</c>.</summary>
    /// <returns>False when the text has no such form, or the port is not 0 to 65535.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out ListenAddress? address)
    {
        address = HostPort.TryParse(text, out string host, out int port) ? new ListenAddress(host, port) : null;
        return address is not null;
    }

    /// <summary>This address with the port that the socket really got, where the system chose it.</summary>
    public ListenAddress WithPortOf(Socket listener) => this with { Port = ((IPEndPoint)listener.LocalEndPoint!).Port };

    /// <summary>The form in which it was typed, and in which it is logged: <c>:8090</c>.</summary>
    public override string ToString() => HostPort.Format(Host, Port);
}
