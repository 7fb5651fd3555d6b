using System.Buffers;
using System.Buffers.Text;

namespace LearnLoadBalancer.Http;

/// <summary>Bytes that are about to be sent: a head that is being written, and what fits behind it.</summary>
/// <remarks>It rents its array at the first byte, and gives it back when told to.</remarks>
internal sealed class OutputBuffer(ArrayPool<byte> pool)
{
    /// <summary>What is sent at once: a head, and as much of its body as fits behind it.</summary>
    public const int UsualSize = 16 * 1024;

    private byte[] _array = [];

    /// <summary>How many bytes are in it.</summary>
    public int Length { get; private set; }

    /// <summary>What is in it.</summary>
    public ReadOnlyMemory<byte> Written => _array.AsMemory(0, Length);

    /// <summary>What could still be written without renting a larger array.</summary>
    public Span<byte> Room => _array.AsSpan(Length);

    /// <summary>Forgets what is in it.</summary>
    public void Clear() => Length = 0;

    /// <summary>Notes that so many bytes were written into <see cref="Room"/>.</summary>
    public void Advance(int count) => Length += count;

    /// <summary>Sees to it that so many bytes fit in all.</summary>
    public void Reserve(int capacity)
    {
        if (capacity > _array.Length)
        {
            byte[] larger = pool.Rent(capacity);
            Written.Span.CopyTo(larger);
            if (_array.Length > 0)
            {
                pool.Return(_array);
            }

            _array = larger;
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _array.Length - Length)
        {
            Reserve(Math.Max(OutputBuffer.UsualSize, Length + bytes.Length + (Length / 2)));
        }

        bytes.CopyTo(_array.AsSpan(Length));
        Length += bytes.Length;
    }

    public void AppendDecimal(long number)
    {
        Span<byte> digits = stackalloc byte[20];
        _ = Utf8Formatter.TryFormat(number, digits, out int length);
        Append(digits[..length]);
    }

    /// <summary>Gives the array back.</summary>
    public void Release()
    {
        Length = 0;
        if (_array.Length > 0)
        {
            byte[] array = _array;
            _array = [];
            pool.Return(array);
        }
    }
}
