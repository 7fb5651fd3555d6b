using System.Collections.Concurrent;
using System.Net.Sockets;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>A client breaks off, and the connection to its backend stays open for good.</summary>
internal sealed class LeaksTheBackend(ZooSettings settings) : Balancer(settings)
{
    // Held on to: the garbage collector would close a socket that nobody refers to, at some time.
    private readonly ConcurrentBag<Socket> _leaked = [];

    protected override async Task RelayAsync(Socket client, Socket backend)
    {
        _leaked.Add(backend);
        await new LeakyRelay(client, backend, CreateUpload(client, backend), CreateDownload(backend, client)).RunAsync();
    }

    private sealed class LeakyRelay(Socket client, Socket backend, Copier upload, Copier download)
        : Relay(client, backend, upload, download)
    {
        protected override void Abort()
        {
            Client.Dispose();
            try
            {
                Backend.Shutdown(SocketShutdown.Receive); // Wakes our own read. The backend hears nothing of it.
            }
            catch (SocketException)
            {
                // It was the backend that broke off.
            }
        }
    }
}
