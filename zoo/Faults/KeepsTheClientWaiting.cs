using System.Net.Sockets;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>The backend has ended, and the client is not told: with half a response it waits for the rest.</summary>
internal sealed class KeepsTheClientWaiting(ZooSettings settings) : Balancer(settings)
{
    protected override Copier CreateDownload(Socket backend, Socket client) => new Silent(backend, client);

    private sealed class Silent(Socket from, Socket to) : Copier(from, to)
    {
        protected override void PassOnEnd()
        {
        }
    }
}
