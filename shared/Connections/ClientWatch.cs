using System.Net.Sockets;
using LearnLoadBalancer.Net.Linux;

namespace LearnLoadBalancer.Connections;

/// <summary>Which backend works for a client, and whether the client is still there to want it. If it is not, the backend's connection is cut.</summary>
/// <remarks>
/// Two ways lead to the news. Where we read from the client meanwhile, the read says it at once, see
/// <see cref="ClientConnection.ListenMeanwhile"/>. We do not always read: the client may have sent the beginning of its
/// next request already, or it has asked for an upgrade, and what it says next is for the backend; or the backend takes
/// nothing of its body. So the sweep, once a second, asks the kernel about each client whose request takes long.
/// A request that is answered within a second costs nothing of that.
/// </remarks>
internal sealed class ClientWatch(Socket socket, bool abortOnClose)
{
    private BackendConnection? _working;
    private volatile bool _cutOff;
    private volatile bool _gone;
    private volatile bool _takesLong;
    private volatile bool _isPiped;

    /// <summary>True when the client was seen to leave while a backend worked for it.</summary>
    public bool IsGone => _gone;

    /// <summary>From now on whoever cuts the client off, and the client that leaves, cut this backend's connection, too.</summary>
    public void Attach(BackendConnection backend)
    {
        // Each side writes its own word first, with a fence, and then looks at the other's: so one of the two
        // sees both. A backend that was dialled while the client was cut off, or left, would else be waited for.
        _takesLong = false;
        _isPiped = false;
        Interlocked.Exchange(ref _working, backend);
        if (_cutOff || _gone)
        {
            CutBackend();
        }
    }

    /// <summary>The end of that.</summary>
    /// <returns>False when it has been cut.</returns>
    public bool Detach(BackendConnection backend) =>
        ReferenceEquals(Interlocked.CompareExchange(ref _working, null, backend), backend);

    /// <summary>
    /// Leaves the client to a pipe, which reads both sides itself. The kernel calls a connection over when both have
    /// finished in order, too, and what the client said last may still wait for a slow backend.
    /// </summary>
    public void LeaveToPipe() => _isPiped = true;

    /// <summary>The client is cut off. From any task.</summary>
    public void CutOff()
    {
        _cutOff = true;
        CutBackend();
    }

    /// <summary>A read has come back, and not with bytes.</summary>
    /// <param name="broken">With an error; else with the end of the client's sending, after which it still may want its response.</param>
    public void NoteEnd(bool broken)
    {
        if (broken || abortOnClose)
        {
            _gone = true;
            CutBackend();
        }
    }

    /// <summary>For the sweep: looks after a client whose backend was at work at the last sweep already.</summary>
    public void Look()
    {
        if (_isPiped || Volatile.Read(ref _working) is null)
        {
            return;
        }

        if (!_takesLong)
        {
            _takesLong = true; // Not yet a whole second, maybe. The next sweep will tell.
        }
        else if (PeerState.IsBroken(socket, out bool hasFinished))
        {
            NoteEnd(broken: true);
        }
        else if (hasFinished)
        {
            NoteEnd(broken: false);
        }
    }

    private void CutBackend() => Interlocked.Exchange(ref _working, null)?.Abort();
}
