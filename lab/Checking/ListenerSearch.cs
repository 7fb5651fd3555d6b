using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checking;

/// <summary>At which of a program's addresses somebody listens.</summary>
internal static class ListenerSearch
{
    /// <summary>For one dial. Without it, a host that says nothing costs the kernel's two minutes.</summary>
    private static readonly TimeSpan DialLimit = TimeSpan.FromSeconds(2);

    /// <summary>Where a program that the checker has started may listen: some take one family of addresses only.</summary>
    public static IPAddress[] OfThisMachine => [IPAddress.Loopback, IPAddress.IPv6Loopback];

    /// <summary>Dials one after the other.</summary>
    /// <returns>The first at which somebody listens. Null: nobody listens yet.</returns>
    public static async Task<IPEndPoint?> FindAsync(IPAddress[] addresses, int port, CancellationToken stop)
    {
        IPEndPoint? found = await LookAsync(addresses, port, stop);
        return found is null || found.Address.Equals(addresses[0])
            ? found
            // It may have begun to listen after the look at the first address. Then that one is meant.
            : await LookAsync(addresses, port, stop) ?? found;
    }

    private static async Task<IPEndPoint?> LookAsync(IPAddress[] addresses, int port, CancellationToken stop)
    {
        foreach (IPAddress address in addresses)
        {
            var endPoint = new IPEndPoint(address, port);
            if (await IsListenedOnAsync(endPoint, stop))
            {
                return endPoint;
            }
        }

        return null;
    }

    private static async Task<bool> IsListenedOnAsync(IPEndPoint address, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(DialLimit);
        try
        {
            using ClientConnection connection = await ClientConnection.OpenAsync(address, limit.Token);
            return true;
        }
        catch (SocketException)
        {
            return false; // Not yet.
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false; // The host of a URL may say nothing at all.
        }
    }
}
