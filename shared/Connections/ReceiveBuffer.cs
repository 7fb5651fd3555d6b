using System.Buffers;

namespace LearnLoadBalancer.Connections;

/// <summary>Bytes that a peer has sent and nobody has used yet, in one piece.</summary>
/// <remarks>
/// It has an array of its own, which may be small or none, and rents a larger one when there is more
/// to hold. Parsers work on <see cref="Unread"/> and consume what they have understood, so a message
/// that comes in pieces needs no copying together.
/// </remarks>
internal sealed class ReceiveBuffer(int ownSize, ArrayPool<byte> pool)
{
    private readonly byte[] _own = ownSize > 0 ? new byte[ownSize] : [];
    private byte[]? _rented;
    private int _start;
    private int _end;

    private byte[] Array => _rented ?? _own;

    /// <summary>What has been received and not consumed.</summary>
    public ReadOnlySpan<byte> Unread => Array.AsSpan(_start, _end - _start);

    /// <summary>The same, for a send.</summary>
    public ReadOnlyMemory<byte> UnreadMemory => Array.AsMemory(_start, _end - _start);

    /// <summary>Where the next bytes may be received.</summary>
    public Memory<byte> Room => Array.AsMemory(_end);

    public bool IsEmpty => _start == _end;

    public int Capacity => Array.Length;

    /// <summary>Notes that so many bytes were received into <see cref="Room"/>.</summary>
    public void Received(int count) => _end += count;

    /// <summary>Notes that the first bytes of <see cref="Unread"/> were used.</summary>
    public void Consume(int count)
    {
        _start += count;
        if (_start == _end)
        {
            _start = _end = 0;
        }
    }

    /// <summary>Makes room for at least one more byte, in an array of at least this size.</summary>
    public void MakeRoom(int capacity)
    {
        if (capacity <= Capacity)
        {
            Unread.CopyTo(Array); // Moves the bytes to the front.
            _end -= _start;
            _start = 0;
            return;
        }

        byte[] larger = pool.Rent(capacity);
        int length = Unread.Length;
        Unread.CopyTo(larger);
        if (_rented is not null)
        {
            pool.Return(_rented);
        }

        _rented = larger;
        (_start, _end) = (0, length);
    }

    /// <summary>Gives the rented array back and forgets what was in it. Nobody may be receiving into it any more.</summary>
    public void Release()
    {
        _start = _end = 0;
        if (_rented is { } array)
        {
            _rented = null;
            pool.Return(array);
        }
    }
}
