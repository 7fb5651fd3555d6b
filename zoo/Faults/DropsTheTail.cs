using System.Net.Sockets;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>
/// The backend has sent its last bytes and closed. They are in the buffer, but the loop asks first
/// whether the connection is still open, and it is not: so they stay there. The first buffer is sent
/// before it asks, so that short responses arrive and nobody notices.
/// </summary>
internal sealed class DropsTheTail(ZooSettings settings) : Balancer(settings)
{
    protected override Copier CreateDownload(Socket backend, Socket client) => new Dropper(backend, client);

    private sealed class Dropper(Socket from, Socket to) : Copier(from, to)
    {
        /// <summary>How long it waits for more, or for the news that the backend has closed: long, so that this never comes too late.</summary>
        private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

        protected override async Task CopyAsync(Memory<byte> buffer)
        {
            long total = 0;
            int received;
            while ((received = await From.ReceiveAsync(buffer)) > 0)
            {
                total += received;
                if (total > BufferSize && await HasClosedAsync())
                {
                    return;
                }

                await SendAsync(buffer[..received]);
            }
        }

        private async Task<bool> HasClosedAsync()
        {
            Task readable = From.ReceiveAsync(Memory<byte>.Empty).AsTask();
            return await Task.WhenAny(readable, Task.Delay(Wait)) == readable && From.Available == 0;
        }
    }
}
