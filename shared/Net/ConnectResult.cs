using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace LearnLoadBalancer.Net;

/// <summary>The result of dialling a backend: a connection, or the reason why there is none.</summary>
/// <remarks>A backend that is down is an everyday event to a load balancer, so it is a result and not an exception.</remarks>
/// <param name="Connection">The open connection, which now belongs to the caller; null on failure.</param>
/// <param name="Error"><see cref="SocketError.Success"/>, or what went wrong.</param>
/// <param name="TimedOut">Our time limit was reached. (<see cref="SocketError.TimedOut"/> without this is the kernel's word.)</param>
/// <param name="Elapsed">How long it took to find out.</param>
/// <param name="Address">Which of the name's addresses it leads to; null when there is no connection.</param>
public readonly record struct ConnectResult(
    Socket? Connection, SocketError Error, bool TimedOut = false, TimeSpan Elapsed = default, IPAddress? Address = null)
{
    /// <summary>True when there is a connection.</summary>
    [MemberNotNullWhen(true, nameof(Connection))]
    public bool Succeeded => Connection is not null;
}
