using System.Buffers;
using System.Net.Sockets;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Net.Linux;

namespace LearnLoadBalancer.Connections;

/// <summary>What a client's connection and a backend's have in common: a socket, its input, and one send at a time.</summary>
/// <remarks>
/// One task owns a connection and calls its methods. Only <see cref="Abort"/> may come from elsewhere.
/// </remarks>
internal abstract class Connection : IDisposable
{
    /// <summary>
    /// After so many bytes without having had to wait, a stream lets the other connections of its thread
    /// go first. Peers that are always ready would otherwise keep the thread to themselves.
    /// </summary>
    public const int BytesInARow = 1024 * 1024;

    /// <summary>
    /// The end of a request, when its whole response has been relayed already: 1 s. Most likely it is on its
    /// way this moment; and the client's next request should not wait for a backend that takes no more.
    /// </summary>
    public static readonly TimeSpan LastSendLimit = TimeSpan.FromSeconds(1);

    /// <summary>How often a send that waits is looked after: a limit of a minute, say, every 15 seconds.</summary>
    private const int LooksPerLimit = 4;

    private readonly ConnectionRegistry _registry;
    private readonly SocketOperation _send = new();
    private Action? _releaseInput;
    private volatile bool _closed;
    private volatile bool _hurried;

    protected Connection(Socket socket, int ownBuffer, ArrayPool<byte> pool, ConnectionRegistry registry)
    {
        Socket = socket;
        Input = new ReceiveBuffer(ownBuffer, pool);
        _registry = registry;
        registry.Add(this);
    }

    /// <summary>The socket itself.</summary>
    public Socket Socket { get; }

    /// <summary>What the peer has sent and nobody has used yet.</summary>
    public ReceiveBuffer Input { get; }

    /// <summary>True once closed by us.</summary>
    public bool IsClosed => _closed;

    /// <summary>For the registry's list.</summary>
    internal Connection? Previous { get; set; }

    /// <summary>For the registry's list.</summary>
    internal Connection? Next { get; set; }

    /// <summary>The receive that is under way, or the last one.</summary>
    protected SocketOperation Receive { get; } = new();

    /// <summary>The time that deadlines are measured in.</summary>
    public CoarseClock Clock => _registry.Clock;

    protected bool IsStopping => _registry.IsStopping;

    /// <summary>True when a send must be over soon.</summary>
    protected bool IsHurried
    {
        get => _hurried;
        set => _hurried = value;
    }

    /// <summary>
    /// Receives more into <see cref="Input"/>, or goes on waiting for a receive that was begun earlier.
    /// Await it, and tell <see cref="ReceiveBuffer.Received"/> how much there was.
    /// </summary>
    /// <param name="limit">How long to wait.</param>
    /// <param name="most">Receive no more than so many bytes.</param>
    public SocketOperation ReceiveAsync(TimeSpan limit, long most = long.MaxValue) => ReceiveUntil(Clock.In(limit), most);

    /// <summary>Sends all of it. The bytes are free again when the result is there, whatever it is.</summary>
    /// <param name="bytes">What to send.</param>
    /// <param name="limit">How long the peer may take nothing. (Where the system does not tell what has arrived: how long all of it may take.)</param>
    public ValueTask<SocketResult> SendAsync(ReadOnlyMemory<byte> bytes, TimeSpan limit)
    {
        _send.BeginSend(Socket, bytes);
        return _send.IsCompleted
            ? new ValueTask<SocketResult>(_send.GetResult()) // Nearly always: the kernel takes the bytes at once.
            : WaitForSendAsync(limit);
    }

    /// <summary>From now on a send must be over soon, see <see cref="LastSendLimit"/>. From another task than the one that sends.</summary>
    public void HurrySend()
    {
        _hurried = true;
        Interlocked.MemoryBarrier(); // The sender sets its deadline and then looks; we the other way round.
        _send.Deadline = Clock.In(LastSendLimit);
    }

    /// <summary>Throws the connection away (reset). Whoever waits on it gets an error. Harmless if repeated.</summary>
    public void Abort() => SocketAbort.Abort(Socket);

    /// <summary>The same, and whatever works for it: for the end of a stop. From any task.</summary>
    public virtual void CutOff() => Abort();

    /// <summary>Closes in order, and gives the buffers back. The end of the connection's life; harmless if repeated.</summary>
    public void Close()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        UnparkReceive();
        if (Receive.IsPending && !Receive.IsCompleted)
        {
            FinishSending(); // .NET resets a connection that is disposed while a receive runs, unless it was shut down.
        }

        Socket.Dispose();

        // A receive that still runs could yet write into the buffer. It ends very soon, with an error.
        _releaseInput = ReleaseInput;
        if (!Receive.IsPending || !Receive.TryPark(_releaseInput))
        {
            ReleaseInput();
        }
    }

    /// <inheritdoc cref="Close"/>
    public void Dispose() => Close();

    /// <summary>For the sweep.</summary>
    internal virtual void Expire(long now, bool stopping)
    {
        Receive.Expire(now, stopping);
        _send.Expire(now, stopping);
    }

    /// <summary>As <see cref="ReceiveAsync"/>, with the moment to give up at, in the time of <see cref="Clock"/>.</summary>
    public SocketOperation ReceiveUntil(long deadline, long most)
    {
        BeginReceive(most);
        Receive.Deadline = deadline;
        return Receive;
    }

    /// <summary>Begins to receive, unless a receive is under way.</summary>
    protected void BeginReceive(long most)
    {
        if (!Receive.IsPending)
        {
            Memory<byte> room = Input.Room;
            Receive.BeginReceive(Socket, room.Length > most ? room[..(int)most] : room);
        }
    }

    /// <summary>Tells the peer that we have said all (FIN).</summary>
    /// <returns>False when the connection is gone already.</returns>
    public bool FinishSending()
    {
        try
        {
            Socket.Shutdown(SocketShutdown.Send);
            return true;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Takes a receive back that was parked with a callback, so that the callback is not called any more.</summary>
    protected virtual void UnparkReceive()
    {
    }

    private async ValueTask<SocketResult> WaitForSendAsync(TimeSpan limit)
    {
        // .NET reports a send when all of it was taken, and to whoever reads slowly, but all the time, that may take
        // longer than the limit. So we look now and then whether anything has arrived, and begin the time anew.
        long end = Clock.In(limit);
        long arrived = 0;
        while (true)
        {
            _send.Deadline = Math.Min(end, Clock.In(limit / LooksPerLimit));
            Interlocked.MemoryBarrier();
            if (_hurried)
            {
                _send.Deadline = Clock.In(LastSendLimit);
            }

            SocketResult result = await _send;
            if (!result.TimedOut)
            {
                return result;
            }

            long before = arrived;
            arrived = Acknowledged.BytesBy(Socket);
            if (before > 0 && arrived > before)
            {
                end = Clock.In(limit);
            }

            if (_hurried || Clock.Now >= end)
            {
                // The socket still reads from these bytes, and they are not ours to keep. So make it stop.
                Abort();
                await _send;
                return result;
            }
        }
    }

    private void ReleaseInput()
    {
        Input.Release();
        Receive.Dispose();
        _send.Dispose();
        _registry.Remove(this);
    }
}
