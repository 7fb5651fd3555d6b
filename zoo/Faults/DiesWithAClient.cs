using System.Net.Sockets;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>A client breaks off in the middle of a response, nobody catches what that throws, and the whole program ends.</summary>
internal sealed class DiesWithAClient(ZooSettings settings) : Balancer(settings)
{
    /// <summary>Not in the middle of a short response: the client had most likely got all of it, and only its goodbye was rude.</summary>
    private const int LongResponse = 1000;

    private const int ExitCode = 70;

    protected override async Task RelayAsync(Socket client, Socket backend)
    {
        using (backend)
        {
            var download = new CountingCopier(backend, client);
            await new MortalRelay(client, backend, CreateUpload(client, backend), download).RunAsync();
        }
    }

    private sealed class MortalRelay(Socket client, Socket backend, Copier upload, CountingCopier download)
        : Relay(client, backend, upload, download)
    {
        protected override void Abort()
        {
            if (download.Bytes > LongResponse)
            {
                Console.Error.WriteLine("Unhandled exception: the client has left.");
                Environment.Exit(ExitCode);
            }

            base.Abort();
        }
    }

    private sealed class CountingCopier(Socket from, Socket to) : Copier(from, to)
    {
        private long _bytes;

        /// <summary>How much of the response there was up to now.</summary>
        public long Bytes => Interlocked.Read(ref _bytes);

        protected override Task SendAsync(Memory<byte> bytes)
        {
            Interlocked.Add(ref _bytes, bytes.Length);
            return base.SendAsync(bytes);
        }
    }
}
