using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Forwarding;

/// <summary>The wait for a backend's response, be it its head or its body: for as long as the backend may take.</summary>
/// <remarks>
/// While the client uploads, the backend need not answer; from then on it has <see cref="ForwardingLimits.Response"/>.
/// And somebody must notice a client that leaves meanwhile. Listening costs a receive, so where the client is going to
/// send nothing more, it begins only when the response is long in coming, see <see cref="ForwardingLimits.ListenAfter"/>.
/// </remarks>
internal sealed class ResponseWait
{
    private ClientConnection? _client;
    private BackendConnection? _backend;
    private Upload? _upload;
    private bool _listenLater;

    /// <summary>The request was sent, or the rest of it is on its way.</summary>
    /// <param name="client">Who waits.</param>
    /// <param name="backend">For whom.</param>
    /// <param name="upload">How far the request is.</param>
    /// <param name="listenLater">Nobody listens whether the client stays: begin to when the response is late.</param>
    public void Begin(ClientConnection client, BackendConnection backend, Upload upload, bool listenLater) =>
        (_client, _backend, _upload, _listenLater) = (client, backend, upload, listenLater);

    /// <summary>Receives more of the response. Await it, and ask <see cref="GoesOn"/> what the result means.</summary>
    /// <param name="most">Receive no more than so many bytes.</param>
    public SocketOperation ReceiveAsync(long most = long.MaxValue)
    {
        if (_upload!.HasEnded)
        {
            return _backend!.ReceiveAsync(_listenLater ? ForwardingLimits.ListenAfter : ForwardingLimits.Response, most);
        }

        // The uploader sets the deadline when it ends; if that was between our two looks, we set it.
        SocketOperation receiving = _backend!.ReceiveWithoutEndAsync(most);
        Interlocked.MemoryBarrier();
        if (_upload.HasEnded)
        {
            _backend.ExtendReceive(ForwardingLimits.Response);
        }

        return receiving;
    }

    /// <summary>Whether this was only the time after which somebody listens to the client: then from now on somebody does, and the wait goes on.</summary>
    public bool GoesOn(SocketResult received)
    {
        if (!received.TimedOut || !_listenLater)
        {
            return false;
        }

        _listenLater = false;
        _client!.ListenMeanwhile();
        return true;
    }

    /// <summary>Why nothing more has come.</summary>
    /// <param name="received">What came instead.</param>
    /// <param name="ended">The cause if the backend ended in order.</param>
    /// <param name="broken">The cause if its connection broke.</param>
    public CauseCode WhyNothing(SocketResult received, CauseCode ended, CauseCode broken) =>
        _upload!.Cause != CauseCode.None ? _upload.Cause
        : _client!.IsGone ? CauseCode.ClientLeft
        : received.TimedOut ? CauseCode.ResponseTimeout
        : received.IsEnd ? ended
        : broken;

    /// <summary>Forgets everything.</summary>
    public void Reset() => (_client, _backend, _upload, _listenLater) = (null, null, null, false);
}
