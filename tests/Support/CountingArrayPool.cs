using System.Buffers;
using System.Collections.Concurrent;

namespace LearnLoadBalancer.Tests.Support;

/// <summary>A pool that keeps the books: what is out, how much was out at most, and what came back twice.</summary>
internal sealed class CountingArrayPool : ArrayPool<byte>
{
    private readonly ConcurrentDictionary<byte[], bool> _out = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentBag<string> _complaints = [];
    private int _rented;
    private long _bytesOut;
    private long _mostBytesOut;

    /// <summary>Buffers that are rented now.</summary>
    public int Out => _out.Count;

    /// <summary>Buffers rented since the beginning.</summary>
    public int Rented => Volatile.Read(ref _rented);

    /// <summary>The most bytes that were rented at one moment.</summary>
    public long MostBytesOut => Volatile.Read(ref _mostBytesOut);

    /// <summary>Buffers that were returned twice or never rented here. Must stay empty.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <inheritdoc/>
    public override byte[] Rent(int minimumLength)
    {
        byte[] buffer = Shared.Rent(minimumLength);
        if (!_out.TryAdd(buffer, true))
        {
            _complaints.Add("A buffer was handed out that is still out: it had been returned twice.");
        }

        Interlocked.Increment(ref _rented);
        long now = Interlocked.Add(ref _bytesOut, buffer.Length);
        long most;
        while (now > (most = Volatile.Read(ref _mostBytesOut)))
        {
            Interlocked.CompareExchange(ref _mostBytesOut, now, most);
        }

        return buffer;
    }

    /// <inheritdoc/>
    public override void Return(byte[] array, bool clearArray = false)
    {
        if (!_out.TryRemove(array, out _))
        {
            _complaints.Add("A buffer came back that is not out.");
            return;
        }

        // Whoever uses it after this is found out: the bytes on the wire are wrong.
        array.AsSpan().Fill(0xDD);
        Interlocked.Add(ref _bytesOut, -array.Length);
        Shared.Return(array, clearArray);
    }
}
