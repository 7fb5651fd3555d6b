using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace LearnLoadBalancer.Connections;

/// <summary>One direction of a socket: a receive or a send that is begun, perhaps left alone, and awaited.</summary>
/// <remarks>
/// Why not <c>await socket.ReceiveAsync(...)</c>? Three things that it can't do, all of them cheap here:
/// <list type="bullet">
/// <item><b>Parking.</b> A receive may be begun long before somebody waits for it. On an idle backend
/// connection the parked receive is the liveness check: if it has completed, the connection is dead (or
/// says something that nobody asked for). On a client's it notices a reset while the backend works. Both
/// cost no system call, since the receive would be begun a moment later anyway.</item>
/// <item><b>Deadlines without timers.</b> The operation carries a number; one sweep looks at all of them.
/// It ends the <i>wait</i>, not the operation, so nothing is lost and the connection can still be used to say 408.</item>
/// <item><b>No garbage.</b> The object lives as long as its connection, errors are values, not exceptions.</item>
/// </list>
/// Who waits is kept in <c>_waiter</c>, the only field that several threads change, by compare-and-swap:
/// null (nobody waits), a continuation, or one of the three marks below.
/// </remarks>
internal sealed class SocketOperation() : SocketAsyncEventArgs(true /* carry no execution context along */), ICriticalNotifyCompletion
{
    private static readonly Action Over = static () => throw new InvalidOperationException("A mark, not a continuation.");
    private static readonly Action Expired = static () => throw new InvalidOperationException("A mark, not a continuation.");
    private static readonly Action Woken = static () => throw new InvalidOperationException("A mark, not a continuation.");

    private Action? _waiter;
    private long _deadline;
    private volatile bool _interrupted;
    private bool _receives;

    /// <summary>True from the begin until the result has been taken.</summary>
    public bool IsPending { get; private set; }

    /// <summary>True while the wait may be ended for no better reason than that the program stops.</summary>
    public bool IsIdle { get; set; }

    /// <summary>When to give up waiting, in the time of <see cref="CoarseClock"/>; 0 for never.</summary>
    public long Deadline
    {
        get => Volatile.Read(ref _deadline);
        set => Volatile.Write(ref _deadline, value);
    }

    /// <summary>True when the operation is over, and awaiting it will not wait.</summary>
    public bool IsCompleted => ReferenceEquals(Volatile.Read(ref _waiter), Over);

    /// <summary>Begins to receive.</summary>
    public void BeginReceive(Socket socket, Memory<byte> buffer)
    {
        SetBuffer(buffer);
        Begin(socket, receive: true);
    }

    /// <summary>Begins to send.</summary>
    public void BeginSend(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        SetBuffer(System.Runtime.InteropServices.MemoryMarshal.AsMemory(bytes)); // It is only read.
        Begin(socket, receive: false);
    }

    /// <summary>Leaves the operation alone, until it completes or somebody unparks it.</summary>
    /// <returns>False when it has already completed; then <paramref name="onCompleted"/> is not called.</returns>
    public bool TryPark(Action onCompleted) => Interlocked.CompareExchange(ref _waiter, onCompleted, null) is null;

    /// <summary>Takes the operation back.</summary>
    /// <returns>False when it has completed meanwhile: the callback runs, or has run.</returns>
    public bool TryUnpark(Action onCompleted) =>
        ReferenceEquals(Interlocked.CompareExchange(ref _waiter, null, onCompleted), onCompleted);

    /// <summary>For the sweep: ends the wait if its time is up.</summary>
    /// <param name="now">The time.</param>
    /// <param name="stopping">End idle waits too, whatever their time.</param>
    public void Expire(long now, bool stopping)
    {
        Action? waiter = Volatile.Read(ref _waiter);
        if (!IsDue(now, stopping) || waiter is null || IsMark(waiter)
            || !ReferenceEquals(Interlocked.CompareExchange(ref _waiter, Expired, waiter), waiter))
        {
            return;
        }

        // The wait may have ended and a new one begun between our two looks, with a new deadline and the
        // very same continuation. Then put it back, unless it has completed in this moment: nobody was
        // called then, so we do it.
        if (!IsDue(now, stopping) && ReferenceEquals(Interlocked.CompareExchange(ref _waiter, waiter, Expired), Expired))
        {
            return;
        }

        waiter();
    }

    /// <summary>Wakes whoever waits now, and whoever waits next, until <see cref="ClearInterrupt"/>.</summary>
    public void Interrupt()
    {
        _interrupted = true;
        Interlocked.MemoryBarrier(); // The flag must be seen before we look whether somebody waits.
        Wake(Volatile.Read(ref _waiter));
    }

    /// <summary>The end of an interruption. Nobody may be waiting.</summary>
    public void ClearInterrupt()
    {
        _interrupted = false;

        // Who waits takes the mark away when it wakes. A parked callback does not: left there, the mark would
        // end the next wait at once, and hide from a close that the operation still runs.
        Interlocked.CompareExchange(ref _waiter, null, Woken);
    }

    /// <summary>For <c>await</c>.</summary>
    public SocketOperation GetAwaiter() => this;

    /// <summary>For <c>await</c>: the result, after which the next operation may begin, unless this one still runs.</summary>
    public SocketResult GetResult()
    {
        Action? state = Volatile.Read(ref _waiter);
        if (!ReferenceEquals(state, Over)
            && ReferenceEquals(Interlocked.CompareExchange(ref _waiter, null, state), state))
        {
            return ReferenceEquals(state, Expired)
                ? new SocketResult(0, SocketError.TimedOut, TimedOut: true)
                : new SocketResult(0, SocketError.Interrupted);
        }

        _waiter = null;
        Deadline = 0;
        IsPending = false;

        // A receive that failed has brought nothing, whatever the counter says: when it was aborted, .NET leaves
        // the count of an earlier one there. Taken at its word, that would make old bytes in the buffer new
        // again: another client's response, or a request that was served already.
        return new SocketResult(_receives && SocketError != SocketError.Success ? 0 : BytesTransferred, SocketError);
    }

    /// <inheritdoc/>
    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    /// <summary>For <c>await</c>: remembers who waits, or calls at once when it is too late for that.</summary>
    public void UnsafeOnCompleted(Action continuation)
    {
        if (Interlocked.CompareExchange(ref _waiter, continuation, null) is not null)
        {
            continuation();
        }
        else if (_interrupted)
        {
            Wake(continuation);
        }
    }

    /// <summary>The socket's word that the operation is over. Runs on the engine's thread.</summary>
    protected override void OnCompleted(SocketAsyncEventArgs e)
    {
        Action? waiter = Interlocked.Exchange(ref _waiter, Over);
        if (waiter is not null && !IsMark(waiter))
        {
            waiter();
        }
    }

    private static bool IsMark(Action waiter) =>
        ReferenceEquals(waiter, Over) || ReferenceEquals(waiter, Expired) || ReferenceEquals(waiter, Woken);

    private bool IsDue(long now, bool stopping)
    {
        long deadline = Deadline;
        return (deadline != 0 && now >= deadline) || (stopping && IsIdle);
    }

    private void Wake(Action? waiter)
    {
        if (waiter is not null && !IsMark(waiter)
            && ReferenceEquals(Interlocked.CompareExchange(ref _waiter, Woken, waiter), waiter))
        {
            waiter();
        }
    }

    private void Begin(Socket socket, bool receive)
    {
        IsPending = true;
        _receives = receive;
        try
        {
            if (!(receive ? socket.ReceiveAsync(this) : socket.SendAsync(this)))
            {
                Volatile.Write(ref _waiter, Over);
            }
        }
        catch (ObjectDisposedException)
        {
            // Another task has aborted the connection just now.
            SocketError = SocketError.OperationAborted;
            Volatile.Write(ref _waiter, Over);
        }
    }
}
