using System.Buffers;
using System.Net.Sockets;
using LearnLoadBalancer.Net.Linux;

namespace LearnLoadBalancer.Net;

/// <summary>One direction of a <see cref="SocketPipe"/>: receives from one socket and sends to the other.</summary>
/// <remarks>
/// This is Go's <c>io.Copy</c>. It reads on only after it has sent what it read. So a slow receiver slows the
/// sender down: our receive buffer fills up, and TCP makes the sender wait (backpressure).
/// </remarks>
internal sealed class Pump(Socket from, Socket to, ArrayPool<byte> buffers)
{
    /// <summary>
    /// 64 KiB: large enough that the system calls of a long stream weigh little against the copying,
    /// small enough to stay in the processor's cache and below .NET's large-object limit (85,000 bytes).
    /// </summary>
    public const int BufferSize = 64 * 1024;

    /// <summary>
    /// After so many buffers in a row that were full to the brim, the stream goes on inside the kernel.
    /// Short messages don't come that far; to them it would be two system calls more.
    /// </summary>
    public const int FullBuffersOfAStream = 4;

    /// <summary>
    /// After so many bytes a stream lets the other connections of its thread go first: 1 MiB. Two peers that are
    /// always ready would otherwise keep the thread to themselves.
    /// </summary>
    public const int BytesInARow = 1024 * 1024;

    private long _bytesMoved;
    private int _inARow;
    private volatile bool _isSending;
    private volatile bool _hasEnded;
    private PumpEnd _end;
    private int _fullBuffers;

    /// <summary>The pump of the other direction: it sends to the socket that this one reads.</summary>
    public Pump? Opposite { get; set; }

    /// <summary>Bytes handed on so far, those under way included. Written by the pump alone; others look on from other threads.</summary>
    public long BytesMoved => Volatile.Read(ref _bytesMoved);

    /// <summary>True while the receiver keeps us waiting, and from a failed send on.</summary>
    public bool IsSending => _isSending;

    /// <summary>True once nothing more will be moved.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>
    /// True after <see cref="FullBuffersOfAStream"/> full buffers in a row: the sender is ahead of us, and a
    /// <see cref="KernelPump"/> is worth its price. <see cref="SendAllAsync"/> counts them. The kernel pump takes over when the loop
    /// returns; where the loop returned at the end of the stream, it finds that end again.
    /// </summary>
    public bool IsStream => _fullBuffers >= FullBuffersOfAStream;

    /// <summary>The socket that this direction reads.</summary>
    public Socket From => from;

    /// <summary>The socket that this direction writes.</summary>
    public Socket To => to;

    /// <summary>Notes that bytes are being sent. It counts first where possible: a receiver that has the bytes must find them counted.</summary>
    public void NoteSending(int count)
    {
        Volatile.Write(ref _bytesMoved, _bytesMoved + count);
        _isSending = true;
    }

    /// <summary>After that, if all went well.</summary>
    public void NoteSent() => _isSending = false;

    /// <summary>Runs the loop and turns whatever ends it into a result. Never throws.</summary>
    public async Task<PumpEnd> RunAsync()
    {
        _end = await CopyAndEndAsync();
        _hasEnded = true;
        return _end;
    }

    private async Task<PumpEnd> CopyAndEndAsync()
    {
        try
        {
            do
            {
                _fullBuffers = 0;
                await CopyUntilEndAsync();
            }
            while (IsStream && !await new KernelPump(this, buffers).RunUntilEndAsync());

            if (!await IsGenuineEndAsync())
            {
                return PumpEnd.SenderBroken;
            }

            // exercise 1.3: begin
            // The sender has ended its sending (FIN), which is not the end of the connection: it may
            // well be waiting for a response. Pass the news on, and leave the other direction alone.
            to.Shutdown(SocketShutdown.Send);
            // exercise 1.3: end
            return PumpEnd.Finished;
        }
        catch (SocketException e) when (IsSending && e.SocketErrorCode == SocketError.Shutdown)
        {
            return PumpEnd.ReceiverClosed;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // A peer that resets is an everyday event, and ObjectDisposedException is the other
            // direction's Abort. Both are told to the pipe; neither is worth a line in the log.
            return IsSending ? PumpEnd.ReceiverBroken : PumpEnd.SenderBroken;
        }
    }

    /// <summary>Whether the end we have read was the sender's own word, or only what a reset left behind.</summary>
    /// <remarks>
    /// The kernel reports a reset once per socket. If the other direction, which sends to this very
    /// socket, is told of it first, then our receive returns 0 as though the sender had finished. To
    /// pass that on would make half a response look like a whole one.
    /// (One gap is left, which .NET opens: an error that strikes right after part of a send was taken is
    /// dropped, and the next one is always "broken pipe", as after an orderly end.)
    /// </remarks>
    private async ValueTask<bool> IsGenuineEndAsync()
    {
        if (Opposite is not { IsSending: true } opposite)
        {
            return true; // No send is under way, so nobody else can have been told.
        }

        // A send is under way. On a broken connection it fails at once. That the socket can't take
        // bytes just now, or took some, shows that it is sound (a broken one takes any, to fail them).
        long moved = opposite.BytesMoved;
        while (opposite is { IsSending: true, HasEnded: false } && opposite.BytesMoved == moved && from.Poll(TimeSpan.Zero, SelectMode.SelectWrite))
        {
            await Task.Yield();
        }

        return !(opposite.HasEnded && opposite._end == PumpEnd.ReceiverBroken);
    }

    /// <remarks>
    /// At its heart this is a plain loop: receive, send what was received, again, until a receive returns 0. Ours saves two
    /// things besides. It holds no buffer while nobody speaks (<see cref="TryReceive"/>), and it leaves a long stream to
    /// the kernel (<see cref="IsStream"/>). A plain loop needs neither, and works with the rest of this class as well.
    /// </remarks>
    private async Task CopyUntilEndAsync()
    {
        from.Blocking = false; // TryReceive returns at once, with or without bytes. Awaited calls wait all the same.

        // exercise 1.2: begin
        while (true)
        {
            // A receive into no memory at all finishes when there is something to receive.
            // So a connection on which nobody speaks holds no buffer, however many there are.
            await from.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None);

            byte[] buffer = buffers.Rent(BufferSize);
            try
            {
                while (TryReceive(buffer, out int received))
                {
                    if (received == 0)
                    {
                        return;
                    }

                    await SendAllAsync(buffer.AsMemory(0, received));
                    if (IsStream)
                    {
                        return; // From here on there is a cheaper way.
                    }

                    if (received < buffer.Length)
                    {
                        break; // That was all for now.
                    }
                }
            }
            finally
            {
                buffers.Return(buffer);
            }
        }
        // exercise 1.2: end
    }

    /// <summary>Receives what is there, and never waits: the socket does not block.</summary>
    /// <returns>
    /// False when nothing is there. This is rare, but it happens: .NET may wake us for bytes that an earlier receive
    /// has taken already. An awaited receive would then hold the buffer until somebody speaks again.
    /// </returns>
    private bool TryReceive(byte[] buffer, out int received)
    {
        received = from.Receive(buffer, SocketFlags.None, out SocketError error);
        return error switch
        {
            SocketError.Success => true,
            SocketError.WouldBlock => false,
            _ => throw new SocketException((int)error),
        };
    }

    private async ValueTask SendAllAsync(ReadOnlyMemory<byte> bytes)
    {
        _fullBuffers = bytes.Length >= BufferSize ? _fullBuffers + 1 : 0;
        _inARow += bytes.Length;
        NoteSending(bytes.Length);
        while (bytes.Length > 0)
        {
            bytes = bytes[await to.SendAsync(bytes, SocketFlags.None)..];
        }

        NoteSent();
        if (_inARow >= BytesInARow)
        {
            _inARow = 0;
            await Task.Yield();
        }
    }
}
