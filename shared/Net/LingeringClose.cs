using System.Buffers;
using System.Net.Sockets;

namespace LearnLoadBalancer.Net;

/// <summary>Sends a last response so that the client can read it, also while it is still sending.</summary>
/// <remarks>
/// When a socket is closed while it holds unread input, the kernel sends a reset. Bytes that we had not
/// sent yet are dropped. Many a receiver's kernel also drops the bytes that it had not handed on yet:
/// the response is gone before anybody has read it.
/// So: send, end our sending, read on and throw away until the client has finished, then close.
/// nginx calls this lingering_close; RFC 9112, section 9.6, describes it.
/// </remarks>
public static class LingeringClose
{
    /// <summary>How long a client may be silent before we stop waiting for its end: 5 seconds, nginx's default.</summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(5);

    /// <summary>How long we listen in all, so that nobody can hold a connection by talking on: 30 seconds, nginx's default.</summary>
    public static readonly TimeSpan TotalLimit = TimeSpan.FromSeconds(30);

    /// <summary>How much we throw away at most.</summary>
    public const long ByteLimit = 64 * 1024 * 1024;

    /// <summary>How long we wait for the client's first word before we say ours.</summary>
    public static readonly TimeSpan FirstWordLimit = TimeSpan.FromSeconds(1);

    /// <summary>How much is read at a time: 16 KiB.</summary>
    public const int BufferSize = 16 * 1024;

    /// <summary>Sends the response, ends the sending and drains. The caller closes the socket. Never throws.</summary>
    public static async Task SendAsync(Socket client, ReadOnlyMemory<byte> response, TimeProvider time, CancellationToken abort, ArrayPool<byte>? buffers = null)
    {
        try
        {
            // A response to a question that was not asked yet confuses some clients.
            await WaitForFirstWordAsync(client, time, abort);
            while (response.Length > 0)
            {
                response = response[await client.SendAsync(response, abort)..];
            }

            client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            return; // The client is gone, or we are stopping: nobody is there to be told.
        }

        await DrainAsync(client, time, abort, buffers);
    }

    /// <summary>Reads and throws away until the client ends or a limit is reached. Never throws.</summary>
    public static async Task DrainAsync(Socket client, TimeProvider time, CancellationToken abort, ArrayPool<byte>? buffers = null)
    {
        buffers ??= ArrayPool<byte>.Shared;

        // exercise 1.4: begin
        using var total = new CancellationTokenSource(TotalLimit, time);
        using var idle = new CancellationTokenSource(IdleLimit, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(total.Token, idle.Token, abort);
        byte[] buffer = buffers.Rent(BufferSize);
        try
        {
            int received;
            int inARow = 0;
            for (long drained = 0; drained < ByteLimit; drained += received)
            {
                received = await client.ReceiveAsync(buffer, any.Token);
                if (received == 0)
                {
                    return;
                }

                idle.CancelAfter(IdleLimit);
                inARow += received;
                if (inARow >= Pump.BytesInARow)
                {
                    inARow = 0;
                    await Task.Yield(); // A client that sends as fast as we read must not keep the thread to itself.
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client reset the connection or ran into a limit; either way the wait is over.
        }
        finally
        {
            buffers.Return(buffer);
        }
        // exercise 1.4: end
    }

    private static async Task WaitForFirstWordAsync(Socket client, TimeProvider time, CancellationToken abort)
    {
        using var limit = new CancellationTokenSource(FirstWordLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, abort);
        try
        {
            await client.ReceiveAsync(Memory<byte>.Empty, either.Token);
        }
        catch (OperationCanceledException) when (!abort.IsCancellationRequested)
        {
            // It says nothing. It gets the response all the same.
        }
    }
}
