using System.Net.Sockets;

namespace LearnLoadBalancer.Connections;

/// <summary>What came of one receive or send.</summary>
/// <remarks>A peer that leaves, resets or dawdles is an everyday event here, so it is a result and not an exception.</remarks>
/// <param name="Bytes">Bytes moved. 0 with <see cref="SocketError.Success"/> on a receive: the peer has finished (FIN).</param>
/// <param name="Error">Success, or what went wrong. A send may have moved a part before that.</param>
/// <param name="TimedOut">
/// Our deadline passed. The operation itself is still under way. (<see cref="SocketError.TimedOut"/> without this is the
/// kernel's word that the peer has not acknowledged anything for too long: the connection is broken.)
/// </param>
internal readonly record struct SocketResult(int Bytes, SocketError Error, bool TimedOut = false)
{
    /// <summary>We woke the waiter ourselves, see <see cref="SocketOperation.Interrupt"/>.</summary>
    public bool Interrupted => Error == SocketError.Interrupted;

    /// <summary>The peer has finished its sending.</summary>
    public bool IsEnd => Bytes == 0 && Error == SocketError.Success;
}
