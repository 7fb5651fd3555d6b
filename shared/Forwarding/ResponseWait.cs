using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Forwarding;

/// <summary>The wait for a backend's response, be it its head or its body: for as long as the backend may take.</summary>
/// <remarks>
/// A backend may be silent for <see cref="ForwardingLimits.Response"/> when it is its turn: when it has the whole request,
/// or owes the client the word to go on. While the client uploads it need not say anything. Whose turn it is may change
/// during a wait. So nobody moves a deadline that another task waits for: who waits looks again when its time is over.
/// </remarks>
internal sealed class ResponseWait
{
    private ClientConnection? _client;
    private BackendConnection? _backend;
    private Upload? _upload;
    private long _deadline;
    private bool _looksAgain;

    /// <summary>The request was sent, or the rest of it is on its way.</summary>
    /// <param name="client">Who waits.</param>
    /// <param name="backend">For whom.</param>
    /// <param name="upload">How far the request is.</param>
    public void Begin(ClientConnection client, BackendConnection backend, Upload upload)
    {
        (_client, _backend, _upload) = (client, backend, upload);
        _looksAgain = false;
    }

    /// <summary>Receives more of the response. Await it, and ask <see cref="GoesOn"/> what the result means.</summary>
    /// <param name="most">Receive no more than so many bytes.</param>
    public SocketOperation ReceiveAsync(long most = long.MaxValue)
    {
        _deadline = _looksAgain ? _deadline : _backend!.Clock.In(ForwardingLimits.Response);
        _looksAgain = false;
        return _backend!.ReceiveUntil(_deadline, most);
    }

    /// <summary>Whether the backend has more time than this wait has had: then the wait goes on.</summary>
    public bool GoesOn(SocketResult received)
    {
        if (!received.TimedOut)
        {
            return false;
        }

        // Without an end to wait for, the client is uploading: then we look again after another such time.
        long now = _backend!.Clock.Now;
        long due = _upload!.BackendDue(_deadline);
        _deadline = due == Upload.NotDue ? _backend.Clock.In(ForwardingLimits.Response) : due;
        _looksAgain = now < _deadline;
        return _looksAgain;
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
    public void Reset() => (_client, _backend, _upload, _looksAgain) = (null, null, null, false);
}
