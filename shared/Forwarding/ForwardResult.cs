using System.Net.Sockets;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Forwarding;

/// <summary>What came of forwarding a request once: how far it came, and whose fault it was that it went no further.</summary>
/// <param name="Stage">How far it came.</param>
/// <param name="Cause">What went wrong; None when nothing did.</param>
/// <param name="BackendReusable">The backend's connection is clean and may be used again.</param>
/// <param name="ClientReusable">The client's connection is clean and may go on.</param>
/// <param name="MayBeStale">The backend's connection had carried another request before this one, so it may have been closed while it was idle.</param>
/// <param name="NothingSent">Not a byte of the request has left us.</param>
/// <param name="Error">What the system said of a connection that did not come about.</param>
internal readonly record struct ForwardResult(
    ForwardStage Stage,
    CauseCode Cause,
    bool BackendReusable = false,
    bool ClientReusable = false,
    bool MayBeStale = false,
    bool NothingSent = false,
    SocketError Error = SocketError.Success)
{
    /// <summary>Nobody could be asked, since no backend is healthy.</summary>
    public static readonly ForwardResult NoBackend = new(ForwardStage.Connect, CauseCode.NoBackend);

    /// <summary>True when the client has all of its response.</summary>
    public bool Succeeded => Cause == CauseCode.None;

    /// <summary>Whose fault it was. Only the backend's side counts against a backend.</summary>
    public Side Side => Causes.Of(Cause).Side;

    /// <summary>A request that is not one that we forward.</summary>
    public static ForwardResult Refused(CauseCode cause) => new(ForwardStage.Prepare, cause);

    /// <summary>A backend that could not be reached.</summary>
    public static ForwardResult NotConnected(BorrowResult borrowed)
    {
        CauseCode cause = borrowed.TimedOut ? CauseCode.ConnectTimeout
            : borrowed.Error == SocketError.ConnectionRefused ? CauseCode.ConnectRefused
            : CauseCode.ConnectFailed;
        return new ForwardResult(ForwardStage.Connect, cause, Error: borrowed.Error);
    }
}
