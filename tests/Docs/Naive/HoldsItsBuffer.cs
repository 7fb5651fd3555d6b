using System.Buffers;
using System.Net.Sockets;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 1, right but dear: one direction as a plain loop, which holds its buffer also while nobody speaks.</summary>
internal sealed class HoldsItsBuffer(Socket from, Socket to, ArrayPool<byte> buffers)
{
    private const int BufferSize = 64 * 1024;

    public async Task CopyUntilEndAsync()
    {
        byte[] buffer = buffers.Rent(BufferSize);
        try
        {
            while (true)
            {
                int received = await from.ReceiveAsync(buffer, SocketFlags.None);
                if (received == 0)
                {
                    return;
                }

                await SendAllAsync(buffer.AsMemory(0, received));
            }
        }
        finally
        {
            buffers.Return(buffer);
        }
    }

    private async ValueTask SendAllAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await to.SendAsync(bytes, SocketFlags.None)..];
        }
    }
}
