using System.Security.Cryptography;
using LearnLoadBalancer.Net.Linux;

namespace LearnLoadBalancer.Tests.Support;

/// <summary>One stream on its way from one peer to another, with the books kept at both ends.</summary>
internal sealed class Transfer
{
    /// <summary>
    /// More than all buffers on the way can hold, and no more than a machine can bear: what is sent to a level that
    /// has stopped waiting for its receivers ends up in memory.
    /// </summary>
    public const long Plenty = 512 * 1024 * 1024;

    private const int PieceSize = 256 * 1024;

    /// <summary>Looks that must find nothing new, besides the time: on a machine that lets nobody run, time alone says little.</summary>
    private const int QuietLooks = 20;

    private static readonly TimeSpan QuietTime = TimeSpan.FromMilliseconds(200);

    private Peer? _sender;
    private long _sent;
    private long _received;
    private long _mostUnderWay;

    /// <summary>The most bytes that the sender was rid of and the receiver had not read yet.</summary>
    public long MostUnderWay => _mostUnderWay;

    /// <summary>Bytes that the sender is rid of.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Sends that many bytes of <see cref="Bytes"/>, and gives their checksum.</summary>
    public async Task<string> SendAsync(Peer peer, long count)
    {
        Volatile.Write(ref _sender, peer);
        using var checksum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (_sent < count)
        {
            ReadOnlyMemory<byte> piece = Bytes.At(_sent, (int)Math.Min(PieceSize, count - _sent));
            await peer.SendAsync(piece);
            checksum.AppendData(piece.Span);
            long sent = Interlocked.Add(ref _sent, piece.Length);
            _mostUnderWay = Math.Max(_mostUnderWay, sent - Volatile.Read(ref _received));
        }

        return Convert.ToHexString(checksum.GetHashAndReset());
    }

    /// <summary>Receives that many bytes, and gives their checksum.</summary>
    public async Task<string> ReceiveAsync(Peer peer, long count)
    {
        using var checksum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[PieceSize];
        while (_received < count)
        {
            int length = (int)Math.Min(buffer.Length, count - _received);
            int received = await peer.Socket.ReceiveAsync(buffer.AsMemory(0, length)).AsTask().EndsAsync("receiving");
            Assert.NotEqual(0, received);
            checksum.AppendData(buffer, 0, received);
            Interlocked.Add(ref _received, received);
        }

        return Convert.ToHexString(checksum.GetHashAndReset());
    }

    /// <summary>Waits until the sender gets rid of nothing any more, because nobody reads at the other end.</summary>
    public Task WhenStuckAsync()
    {
        (long Sent, long Arrived) before = default;
        int quiet = 0;
        long since = 0;
        return Eventually.TrueAsync(
            () =>
            {
                if (Volatile.Read(ref _sender) is not { } sender)
                {
                    return false; // Not begun yet, which is another kind of standstill.
                }

                // What has arrived moves also within a piece, where the system tells.
                (long, long) now = (Sent, Acknowledged.BytesBy(sender.Socket));
                if (now != before || since == 0)
                {
                    (before, quiet, since) = (now, 0, TimeProvider.System.GetTimestamp());
                }

                return quiet++ >= QuietLooks && TimeProvider.System.GetElapsedTime(since) >= QuietTime;
            },
            "the sender is stuck");
    }
}
