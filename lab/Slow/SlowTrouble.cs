using System.Net.Sockets;
using LearnLoadBalancer.Lab.Bench;

namespace LearnLoadBalancer.Lab.Slow;

/// <summary>What keeps the clients from being played, in a line.</summary>
internal static class SlowTrouble
{
    public static BenchException From(SocketException e) => new(
        e.SocketErrorCode switch
        {
            SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable =>
                "The lab ran out of file descriptors. Allow it more than twice as many as there are clients, with: ulimit -n 65536",
            SocketError.ConnectionRefused => "Level 3 takes no connections any more: it may have ended.",
            SocketError.AddressAlreadyInUse or SocketError.AddressNotAvailable =>
                "The system has no ports left for so many clients. Wait a minute, or play fewer with --clients.",
            _ => $"The clients can't be played: {e.Message} ({e.SocketErrorCode}).",
        },
        e);
}
