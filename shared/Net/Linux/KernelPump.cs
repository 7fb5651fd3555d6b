using System.Buffers;
using System.Net.Sockets;

namespace LearnLoadBalancer.Net.Linux;

/// <summary>
/// Takes over from a <see cref="Pump"/> while bytes come as fast as they can be moved: then they go through
/// a <see cref="KernelPipe"/>, and nobody copies them into this program and out again.
/// </summary>
internal sealed class KernelPump(Pump pump, ArrayPool<byte> buffers)
{
    /// <summary>
    /// With fewer bytes than that at a time it is a stream no more: 16 KiB. It is also what is sent by hand
    /// when the receiver is full.
    /// </summary>
    private const int Little = 16 * 1024;

    /// <summary>Moves bytes until the sender ends or slows down.</summary>
    /// <returns>True at the end; false when the pump should go on by itself.</returns>
    /// <exception cref="SocketException">One of the connections is broken.</exception>
    public async Task<bool> RunUntilEndAsync()
    {
        KernelPipe? pipe = null;
        int inARow = 0;
        try
        {
            while (true)
            {
                pipe ??= KernelPipe.TryRent();
                if (pipe is null)
                {
                    return false;
                }

                int received = pipe.Fill(pump.From);
                if (received is 0 or KernelPipe.Unable)
                {
                    return received == 0;
                }

                if (received > 0)
                {
                    await DrainAsync(pipe);
                    if (received < Little)
                    {
                        return false;
                    }

                    inARow += received;
                    if (inARow >= Pump.BytesInARow)
                    {
                        inARow = 0;
                        await Task.Yield();
                    }

                    continue;
                }

                // Nothing there. As with buffers: a pump that waits holds no pipe.
                ValueTask<int> readable = pump.From.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None);
                if (!readable.IsCompleted)
                {
                    pipe.Dispose();
                    pipe = null;
                }

                await readable;
            }
        }
        finally
        {
            pipe?.Dispose();
        }
    }

    private async ValueTask DrainAsync(KernelPipe pipe)
    {
        int unproven = 0;
        pump.NoteSending(0);
        while (pipe.Length > 0)
        {
            int moved = Drain(pipe, afterAPart: unproven > 0);

            // Piece by piece, for the whole may take a slow receiver minutes; but a part is counted only when
            // the next attempt has shown that the connection is sound.
            pump.NoteSending(unproven);
            unproven = 0;
            if (moved < 0)
            {
                await SendByHandAsync(pipe);
            }
            else if (pipe.Length > 0)
            {
                unproven = moved;
            }
            else
            {
                pump.NoteSending(moved);
            }
        }

        pump.NoteSent();
    }

    /// <remarks>
    /// One splice is several sends in the kernel. If a reset strikes after the first, the second is told of it,
    /// and the splice returns what the first has moved: the error is lost, and the next one is "broken pipe",
    /// as after an orderly end. In doubt it was a reset: to take it for an end could make half a message whole.
    /// </remarks>
    private int Drain(KernelPipe pipe, bool afterAPart)
    {
        try
        {
            return pipe.Drain(pump.To);
        }
        catch (SocketException e) when (afterAPart && e.SocketErrorCode == SocketError.Shutdown && pump.Opposite is not { HasEnded: true })
        {
            throw new SocketException((int)SocketError.ConnectionReset);
        }
    }

    /// <summary>The receiver is full. .NET can't wait until it takes bytes again, but it can wait for a send.</summary>
    private async ValueTask SendByHandAsync(KernelPipe pipe)
    {
        byte[] buffer = buffers.Rent(Little);
        try
        {
            ReadOnlyMemory<byte> bytes = buffer.AsMemory(0, pipe.Read(buffer.AsSpan(0, Little)));
            pump.NoteSending(bytes.Length);
            while (bytes.Length > 0)
            {
                bytes = bytes[await pump.To.SendAsync(bytes, SocketFlags.None)..];
            }
        }
        finally
        {
            buffers.Return(buffer);
        }
    }
}
