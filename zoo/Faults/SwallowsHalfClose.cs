using System.Net.Sockets;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>The client has finished talking, and the backend is not told: it waits for more.</summary>
internal sealed class SwallowsHalfClose(ZooSettings settings) : Balancer(settings)
{
    protected override Copier CreateUpload(Socket client, Socket backend) => new Swallower(client, backend);

    private sealed class Swallower(Socket from, Socket to) : Copier(from, to)
    {
        protected override void PassOnEnd()
        {
        }
    }
}
