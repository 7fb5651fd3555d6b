using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;

namespace LearnLoadBalancer.Connections;

/// <summary>A connection to a backend, or the reason why there is none.</summary>
/// <param name="Connection">The connection, idle until now or new; null on failure.</param>
/// <param name="Error">Why dialling failed.</param>
/// <param name="TimedOut">It took longer than our limit.</param>
/// <param name="Elapsed">How long it took to find out.</param>
internal readonly record struct BorrowResult(BackendConnection? Connection, SocketError Error, bool TimedOut = false, TimeSpan Elapsed = default)
{
    /// <summary>True when there is a connection.</summary>
    [MemberNotNullWhen(true, nameof(Connection))]
    public bool Succeeded => Connection is not null;
}
