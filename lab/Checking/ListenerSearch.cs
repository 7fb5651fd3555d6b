using System.Net;
using System.Net.NetworkInformation;
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

    /// <summary>Dials one after the other, until one is picked up: a program that balances connections counts each.</summary>
    /// <returns>The first at which somebody listens. Null: nobody listens yet.</returns>
    public static async Task<IPEndPoint?> FindAsync(IPAddress[] addresses, int port, CancellationToken stop)
    {
        foreach (IPAddress address in addresses)
        {
            var endPoint = new IPEndPoint(address, port);
            if (await DialAsync(endPoint, stop) == SocketError.Success)
            {
                return endPoint;
            }
        }

        return null;
    }

    /// <summary>What to call a listener of this machine in a line to type: 127.0.0.1, unless it listens on ::1 alone.</summary>
    /// <remarks>One that began to listen between two dials was found at ::1 by chance. It is not dialled again: see above.</remarks>
    public static string NameOf(IPEndPoint found) =>
        found.Address.Equals(IPAddress.IPv6Loopback) && IsOnIPv4Too(found.Port) ? IPAddress.Loopback.ToString() : found.Address.ToString();

    private static bool IsOnIPv4Too(int port)
    {
        try
        {
            // [::] is for both, mostly: the system's table does not tell.
            return IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port
                && (listener.Address.Equals(IPAddress.Loopback) || listener.Address.Equals(IPAddress.Any) || listener.Address.Equals(IPAddress.IPv6Any)));
        }
        catch (Exception e) when (e is NetworkInformationException or PlatformNotSupportedException)
        {
            return false; // A system that has no such table, or does not show it.
        }
    }

    /// <summary>Dials once, and hangs up.</summary>
    /// <returns>Success: somebody listens. TimedOut: whoever is there has said nothing, for a while.</returns>
    public static async Task<SocketError> DialAsync(IPEndPoint address, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(DialLimit);
        try
        {
            using ClientConnection connection = await ClientConnection.OpenAsync(address, limit.Token);
            return SocketError.Success;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return SocketError.TimedOut;
        }
    }
}
