using System.Security.Cryptography;

namespace LearnLoadBalancer.Tests.Support;

/// <summary>One stream on its way from one peer to another, with the books kept at both ends.</summary>
internal sealed class Transfer
{
    private const int PieceSize = 256 * 1024;
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
    public async Task WhenStuckAsync()
    {
        long before = -1;
        for (int unchanged = 0; unchanged < 10; unchanged = Sent == before ? unchanged + 1 : 0)
        {
            before = Sent;
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }
}
