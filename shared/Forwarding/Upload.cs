using System.Buffers;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Forwarding;

/// <summary>The body of a request on its way to the backend, and how far it has come.</summary>
/// <remarks>
/// It is written by the one who sends the body, and read by those who wait for the response meanwhile, who may
/// run on another thread. What is noted here never becomes untrue again.
/// </remarks>
internal sealed class Upload(ArrayPool<byte> buffers)
{
    private volatile CauseCode _cause;
    private volatile bool _taken;
    private volatile bool _sent;
    private volatile bool _ended;

    /// <summary>The body's framing, and where in it we are.</summary>
    public BodyTransfer Body { get; } = new();

    /// <summary>What of a long chunked body is about to be sent: it may go on while the response comes.</summary>
    public OutputBuffer Output { get; } = new(buffers);

    /// <summary>True when all of the body was there from the beginning, behind the head: so it can be sent once more.</summary>
    public bool IsAtHand { get; private set; }

    /// <summary>
    /// True once the client has given all of its body: what it sends next is a new request. It is said
    /// before the last bytes go to the backend, for the response to them may be quicker than our next line.
    /// </summary>
    public bool IsTaken => _taken;

    /// <summary>True once the backend's socket has taken the whole request.</summary>
    public bool IsSent => _sent;

    /// <summary>True once nothing more will be sent, for better or worse.</summary>
    public bool HasEnded => _ended;

    /// <summary>What went wrong, so that the backend's connection was cut; else None.</summary>
    public CauseCode Cause => _cause;

    /// <summary>The request was written, with as much of its body as was there.</summary>
    public void Begin() => IsAtHand = _taken = _ended = Body.IsDone;

    /// <summary>The client has given all of its body.</summary>
    public void NoteTaken() => _taken = true;

    /// <summary>All that was at hand went to the backend.</summary>
    public void NoteSent() => _sent = _ended;

    /// <summary>Nothing more is sent.</summary>
    /// <param name="cause">None: all of it was sent. <see cref="CauseCode.BackendClosed"/>: the backend takes no more, which is its right.</param>
    public void End(CauseCode cause)
    {
        _sent = cause == CauseCode.None;
        _cause = cause == CauseCode.BackendClosed ? CauseCode.None : cause;
        _ended = true; // Last: who sees this finds the others set.
    }

    /// <summary>Forgets everything, and gives the buffer back.</summary>
    public void Reset()
    {
        Output.Release();
        IsAtHand = _taken = _sent = _ended = false;
        _cause = CauseCode.None;
    }
}
