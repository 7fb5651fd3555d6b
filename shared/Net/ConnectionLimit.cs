using System.Globalization;
using LearnLoadBalancer.Net.Linux;

namespace LearnLoadBalancer.Net;

/// <summary>How many sockets this process can hold before it runs out of file descriptors.</summary>
/// <remarks>
/// Every socket takes a descriptor, and so do a file and a thread of .NET. A process that has none left
/// can't start a thread when it needs one, and then .NET ends it ("Out of memory."). So the limit must be
/// kept from a distance. HAProxy reckons its <c>maxconn</c> from the same limit.
/// </remarks>
internal static class ConnectionLimit
{
    private const string LimitsFile = "/proc/self/limits";

    /// <summary>Kept for what is not a connection. A level takes about 90 of them to start.</summary>
    private const int Reserve = 160;

    /// <summary>From so many descriptors on, some may go to <see cref="KernelPipe"/>s. With fewer, a stream is copied.</summary>
    private const int Ample = 1024;

    /// <summary>The client's socket and the backend's.</summary>
    private const int SocketsPerConnection = 2;

    /// <summary>The sockets of this process. Only Linux tells its limit in a file; elsewhere we find out when we get there.</summary>
    public static int Sockets { get; } =
        File.Exists(LimitsFile) ? SocketsFromLimits(File.ReadAllLines(LimitsFile)) : int.MaxValue;

    /// <summary>Whether there are descriptors to spare for pipes.</summary>
    internal static bool HasRoomForPipes { get; } = Sockets >= Ample;

    /// <summary>The clients of this process, where each has a backend connection of its own, and none is kept.</summary>
    public static int OfThisProcess { get; } = OfSockets(Sockets);

    /// <summary>Finds the number of sockets in the lines of <c>/proc/self/limits</c>.</summary>
    internal static int SocketsFromLimits(IEnumerable<string> lines)
    {
        // Max open files            1024                 524288               files
        string? line = lines.FirstOrDefault(candidate => candidate.StartsWith("Max open files", StringComparison.Ordinal));
        string? files = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
        if (!int.TryParse(files, CultureInfo.InvariantCulture, out int descriptors))
        {
            return int.MaxValue;
        }

        int sockets = descriptors - Reserve - KernelPipe.MostDescriptors;
        return Math.Max(sockets >= Ample ? sockets : Math.Min(descriptors - Reserve, Ample - 1), SocketsPerConnection);
    }

    /// <summary>How many clients so many sockets serve.</summary>
    internal static int OfSockets(int sockets) => sockets == int.MaxValue ? sockets : sockets / SocketsPerConnection;
}
