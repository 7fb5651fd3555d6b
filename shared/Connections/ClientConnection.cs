using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using LearnLoadBalancer.Faults;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Connections;

/// <summary>A client's connection: many requests, one after the other.</summary>
internal sealed class ClientConnection : Connection
{
    /// <summary>
    /// How many bytes a client may be ahead of us (pipelining): what fits into its buffer. The rest waits
    /// in the kernel, whose receive window then fills and stops the client. Also what an idle connection
    /// costs, so it is small; yet most heads fit, and are read with one call.
    /// </summary>
    public const int BufferSize = 1024;

    /// <summary>How long a client may be idle between two requests, or before its first: 60 s. Then we close without a word.</summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(60);

    /// <summary>From the first byte of a request's head to its last: 10 s in all, however the bytes drip. Beyond: 408.</summary>
    public static readonly TimeSpan HeadLimit = TimeSpan.FromSeconds(10);

    private readonly Action _onInputMeanwhile;
    private readonly ClientWatch _watch;
    private bool _ended;
    private byte[]? _address;

    public ClientConnection(Socket socket, bool abortOnClose, ArrayPool<byte> buffers, ConnectionRegistry registry)
        : base(socket, BufferSize, buffers, registry)
    {
        _onInputMeanwhile = OnInputMeanwhile;
        _watch = new ClientWatch(socket, abortOnClose);
    }

    /// <summary>Its IP address as text, for <c>X-Forwarded-For</c>.</summary>
    public ReadOnlySpan<byte> Address => _address ??= FormatAddress();

    /// <summary>True when it was seen to leave while a backend worked for it.</summary>
    public bool IsGone => _watch.IsGone;

    /// <summary>True when there will be no further request on it, so the response may say so.</summary>
    public bool MustClose => IsStopping || _ended;

    /// <summary>
    /// True when it has sent something that nobody has read. Closing the connection now would reset it,
    /// and could destroy the response on its way.
    /// </summary>
    public bool IsTalking
    {
        get
        {
            try
            {
                // The kernel is asked also while a receive waits: that may not have heard yet of what has come.
                bool completed = Receive.IsPending && Receive.IsCompleted;
                return !Input.IsEmpty
                    || (completed && Receive.SocketError == SocketError.Success && Receive.BytesTransferred > 0)
                    || Socket.Available > 0;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return false; // Gone.
            }
        }
    }

    /// <summary>Waits for the first byte of the next request.</summary>
    /// <returns>False when there will be none: the client has finished, or is idle for too long or while we stop.</returns>
    [AsyncMethodBuilder(typeof(PooledMethodBuilder<>))]
    public async ValueTask<bool> WaitForRequestAsync()
    {
        if (!Input.IsEmpty)
        {
            return true; // Pipelined: it came together with the last one.
        }

        // A stop ends what is idle. A request that is there already is not: it came before anybody told the
        // client, and a close on top of it would be a reset, which could destroy the response before it.
        if (_ended || !TakeBack() || (IsStopping && !IsTalking))
        {
            return false;
        }

        if (!Receive.IsPending)
        {
            Input.Release();
        }

        Receive.IsIdle = true;
        SocketResult received = await ReceiveAsync(IdleLimit);
        Receive.IsIdle = false;
        Input.Received(received.Bytes);
        return received.Bytes > 0;
    }

    /// <summary>Reads the head of a request, however many pieces it comes in.</summary>
    /// <returns>Whether it is complete; if not, the head says why.</returns>
    [AsyncMethodBuilder(typeof(PooledMethodBuilder<>))]
    public async ValueTask<bool> ReadHeadAsync(RequestHead head)
    {
        Fault.At(FaultStep.Parse);
        long deadline = 0;
        while (true)
        {
            HeadStatus status = head.Parse(Input.Unread);
            if (status != HeadStatus.Incomplete)
            {
                return status == HeadStatus.Complete;
            }

            if (Input.Room.Length == 0)
            {
                // Four times as much each time: a slow stranger gets no more memory than it fills.
                Input.MakeRoom(Math.Min(Input.Capacity * 4, MessageLimits.Head + BufferSize));
            }

            // One deadline for the whole head: a byte every nine seconds does not extend it.
            deadline = deadline == 0 ? Clock.In(HeadLimit) : deadline;
            SocketResult received = await ReceiveUntil(deadline, long.MaxValue);
            Input.Received(received.Bytes);
            if (received.Bytes == 0)
            {
                _ended |= received.IsEnd;
                head.Fail(received.TimedOut ? CauseCode.HeadTimeout : CauseCode.ClientLeft);
                return false;
            }
        }
    }

    /// <summary>
    /// Listens to the client while a backend works for it. Bytes are its next request, and wait. A reset
    /// says that nobody wants the response any more: then the backend's connection is cut.
    /// </summary>
    public void ListenMeanwhile()
    {
        // With bytes of the next request at hand we know that it is there, and read no further ahead.
        if (!Input.IsEmpty || _ended || Receive.IsPending)
        {
            return;
        }

        Input.Release();
        BeginReceive(long.MaxValue);
        if (!Receive.TryPark(_onInputMeanwhile))
        {
            LookAtInput();
        }
    }

    /// <inheritdoc cref="ClientWatch.Attach"/>
    public void Attach(BackendConnection backend) => _watch.Attach(backend);

    /// <inheritdoc cref="ClientWatch.LeaveToPipe"/>
    public void LeaveToPipe() => _watch.LeaveToPipe();

    /// <inheritdoc cref="ClientWatch.Detach"/>
    public bool Detach(BackendConnection backend) => _watch.Detach(backend);

    /// <summary>Ends the wait for more of a request body; also the next one, until <see cref="ResumeReading"/>.</summary>
    public void StopReading() => Receive.Interrupt();

    /// <summary>Whoever was told to stop reading has stopped: from now on there may be waits again.</summary>
    public void ResumeReading() => Receive.ClearInterrupt();

    /// <summary>Notes that the client has finished its sending.</summary>
    public void NoteEnd() => _ended = true;

    /// <summary>Cuts the client off, and the backend that works for it. From any task.</summary>
    public override void CutOff()
    {
        Abort();
        _watch.CutOff();
    }

    /// <summary>
    /// Receives what nobody wants any more, and forgets what came before it: for <see cref="Lingering"/>.
    /// </summary>
    /// <param name="deadline">When to give up waiting, in the time of the clock.</param>
    /// <returns>How many bytes; 0 when there will be no more, or not in time.</returns>
    [AsyncMethodBuilder(typeof(PooledMethodBuilder<>))]
    public async ValueTask<int> DiscardAsync(long deadline)
    {
        if (_ended || !TakeBack())
        {
            return 0;
        }

        Input.Consume(Input.Unread.Length);
        if (!Receive.IsPending)
        {
            Input.MakeRoom(LingeringClose.BufferSize);
        }

        Receive.IsIdle = IsStopping; // A stop does not wait for who talks on.
        return (await ReceiveUntil(deadline, long.MaxValue)).Bytes;
    }

    /// <summary>What a send to a client says about the client.</summary>
    public static CauseCode CauseOf(SocketResult sent) =>
        sent.Error == SocketError.Success ? CauseCode.None
        : sent.TimedOut ? CauseCode.ClientStalled
        : CauseCode.ClientLeft;

    /// <inheritdoc/>
    internal override void Expire(long now, bool stopping)
    {
        base.Expire(now, stopping);
        if (!Receive.IsPending || Receive.IsCompleted)
        {
            _watch.Look(); // A receive that waits says by itself when there is no more to wait for.
        }
    }

    /// <inheritdoc/>
    protected override void UnparkReceive() => _ = Receive.TryUnpark(_onInputMeanwhile);

    /// <summary>Takes the receive back that was begun by <see cref="ListenMeanwhile"/>, if it was.</summary>
    private bool TakeBack()
    {
        UnparkReceive();
        return !IsGone;
    }

    private void OnInputMeanwhile() => LookAtInput();

    private void LookAtInput()
    {
        bool broken = Receive.SocketError != SocketError.Success;
        if (broken || Receive.BytesTransferred == 0)
        {
            _watch.NoteEnd(broken);
        }
    }

    private byte[] FormatAddress()
    {
        IPAddress address = ((IPEndPoint)Socket.RemoteEndPoint!).Address;
        return Encoding.ASCII.GetBytes((address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString());
    }
}
