using System.Net.Sockets;

namespace LearnLoadBalancer.Lab.Bench.Slow;

/// <summary>What keeps the clients from being played, in a line.</summary>
internal static class SlowTrouble
{
    /// <summary>The way out when there are too few descriptors. .NET raises its own limit to the hard one: that is what is in the way.</summary>
    public const string MoreDescriptors =
        "Raise the hard limit of files (ulimit -Hn shows it) to more than twice the number of clients; lab doctor --all has the command.";

    public static BenchException From(SocketException e) => new(
        e.SocketErrorCode switch
        {
            SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable =>
                $"The lab ran out of file descriptors. {MoreDescriptors}",
            SocketError.ConnectionRefused => "The proxy takes no connections any more: it may have ended.",
            SocketError.AddressAlreadyInUse or SocketError.AddressNotAvailable =>
                "The system has no ports left for so many clients. Wait a minute, or play fewer with --slow.",
            _ => $"The clients can't be played: {e.Message} ({e.SocketErrorCode}).",
        },
        e);
}
