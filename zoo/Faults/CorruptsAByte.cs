using System.Net.Sockets;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>Every 65,536th byte of a response is wrong: an index off by one, at the end of a buffer.</summary>
internal sealed class CorruptsAByte(ZooSettings settings) : Balancer(settings)
{
    protected override Copier CreateDownload(Socket backend, Socket client) => new Corrupter(backend, client);

    private sealed class Corrupter(Socket from, Socket to) : Copier(from, to)
    {
        private long _sent;

        protected override Task SendAsync(Memory<byte> bytes)
        {
            // Counted over the connection, not per read: how much one read brings is chance.
            for (long border = BufferSize - 1 - (_sent % BufferSize); border < bytes.Length; border += BufferSize)
            {
                bytes.Span[(int)border] ^= 1;
            }

            _sent += bytes.Length;
            return base.SendAsync(bytes);
        }
    }
}
