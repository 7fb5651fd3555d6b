using System.Buffers;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Forwarding;

/// <summary>The body of a request on its way to the backend, and how far it has come.</summary>
/// <remarks>
/// It is written by the one who sends the body, and read by those who wait for the response meanwhile, who may
/// run on another thread. What is noted here never becomes untrue again.
/// </remarks>
internal sealed class Upload(ArrayPool<byte> buffers)
{
    /// <summary>Says that the backend is not late, however long it is silent: it is the client's turn.</summary>
    public const long NotDue = long.MaxValue;

    private volatile CauseCode _cause;
    private volatile bool _taken;
    private volatile bool _sent;
    private volatile bool _ended;
    private volatile bool _waitsForWord;
    private long _wordAt;
    private long _endedAt;

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

    /// <summary>
    /// True while the client waits for the backend's word to go on (<c>Expect: 100-continue</c>), and has not begun
    /// without it. It is then the backend that is late, and not the client.
    /// </summary>
    public bool WaitsForWord => _waitsForWord;

    /// <summary>The request was written, with as much of its body as was there.</summary>
    /// <param name="waitsForWord">Nothing of it was there, and the client waits for the word to go on.</param>
    public void Begin(bool waitsForWord)
    {
        IsAtHand = _taken = _ended = Body.IsDone;
        _waitsForWord = waitsForWord && !_ended;
    }

    /// <summary>The client has the word to go on, or goes on without it.</summary>
    /// <param name="now">The time, on the connections' clock.</param>
    public void NoteWord(long now)
    {
        if (_waitsForWord)
        {
            Volatile.Write(ref _wordAt, now);
            _waitsForWord = false; // Last: who sees this finds the time set.
        }
    }

    /// <summary>When a client that sends nothing more is late.</summary>
    /// <param name="deadline">When its silence has lasted for <see cref="ForwardingLimits.RequestBody"/>.</param>
    /// <returns><see cref="NotDue"/> while it waits for the word to go on.</returns>
    public long ClientDue(long deadline) =>
        _waitsForWord ? NotDue : Math.Max(deadline, MomentAfter(Volatile.Read(ref _wordAt), ForwardingLimits.RequestBody));

    /// <summary>When a backend that says nothing more is late.</summary>
    /// <param name="deadline">When its silence has lasted for <see cref="ForwardingLimits.Response"/>.</param>
    /// <returns><see cref="NotDue"/> while the client uploads.</returns>
    public long BackendDue(long deadline) =>
        !_ended && !_waitsForWord ? NotDue : Math.Max(deadline, MomentAfter(Volatile.Read(ref _endedAt), ForwardingLimits.Response));

    /// <summary>The client has given all of its body.</summary>
    public void NoteTaken() => _taken = true;

    /// <summary>All that was at hand went to the backend.</summary>
    public void NoteSent() => _sent = _ended;

    /// <summary>Nothing more is sent.</summary>
    /// <param name="cause">None: all of it was sent. <see cref="CauseCode.BackendClosed"/>: the backend takes no more, which is its right.</param>
    /// <param name="now">The time, on the connections' clock.</param>
    public void End(CauseCode cause, long now)
    {
        Volatile.Write(ref _endedAt, now);
        _sent = cause == CauseCode.None;
        _cause = cause == CauseCode.BackendClosed ? CauseCode.None : cause;
        _ended = true; // Last: who sees this finds the others set.
    }

    /// <summary>Forgets everything, and gives the buffer back.</summary>
    public void Reset()
    {
        Output.Release();
        IsAtHand = _taken = _sent = _ended = _waitsForWord = false;
        _wordAt = _endedAt = 0;
        _cause = CauseCode.None;
    }

    private static long MomentAfter(long moment, TimeSpan limit) => moment == 0 ? 0 : CoarseClock.After(moment, limit);
}
