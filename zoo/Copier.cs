using System.Buffers;
using System.Net.Sockets;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Zoo;

/// <summary>One direction of a <see cref="Relay"/>, like the <c>Pump</c> of the levels, with steps that can be overridden.</summary>
internal class Copier(Socket from, Socket to)
{
    /// <summary>As large as the levels' buffer: a fault "at the buffer's border" is where theirs would be.</summary>
    public const int BufferSize = 64 * 1024;

    private volatile bool _isSending;

    /// <summary>True while the receiver keeps us waiting, and from a failed send on.</summary>
    public bool IsSending => _isSending;

    protected Socket From => from;

    protected Socket To => to;

    /// <summary>Copies to the end and says how that came. Never throws.</summary>
    public async Task<PumpEnd> RunAsync()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            await CopyAsync(buffer.AsMemory(0, BufferSize));
            PassOnEnd();
            return PumpEnd.Finished;
        }
        catch (SocketException e) when (_isSending && e.SocketErrorCode == SocketError.Shutdown)
        {
            return PumpEnd.ReceiverClosed;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // A reset, or the other direction's abort.
            return _isSending ? PumpEnd.ReceiverBroken : PumpEnd.SenderBroken;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Receives and sends until the sender has finished.</summary>
    protected virtual async Task CopyAsync(Memory<byte> buffer)
    {
        int received;
        while ((received = await from.ReceiveAsync(buffer)) > 0)
        {
            await SendAsync(buffer[..received]);
        }
    }

    /// <summary>Sends all of it.</summary>
    protected virtual async Task SendAsync(Memory<byte> bytes)
    {
        _isSending = true;
        while (bytes.Length > 0)
        {
            bytes = bytes[await to.SendAsync(bytes)..];
        }

        _isSending = false;
    }

    /// <summary>The sender has finished: tells the receiver so, who may still have a response to give.</summary>
    protected virtual void PassOnEnd() => to.Shutdown(SocketShutdown.Send);
}
