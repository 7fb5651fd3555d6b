using System.Buffers;
using System.Net.Sockets;

namespace LearnLoadBalancer.Net;

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

                // Nothing there. As with buffers: who waits, holds none.
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
        pump.NoteSending(0);
        while (pipe.Length > 0)
        {
            int moved = pipe.Drain(pump.To);
            if (moved < 0)
            {
                await SendByHandAsync(pipe);
            }
            else
            {
                pump.NoteSending(moved); // Piece by piece: the whole may take a slow receiver minutes.
            }
        }

        pump.NoteSent();
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
