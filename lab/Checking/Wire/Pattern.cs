namespace LearnLoadBalancer.Lab.Checking.Wire;

/// <summary>
/// Random bytes without end, that two sides can make and compare without keeping them: 256 MB are
/// checked byte by byte at the cost of one block.
/// </summary>
/// <remarks>
/// The block repeats, and its length is a prime number: so no buffer of a usual size ever lies on the
/// same place twice, and a piece that is left out, sent twice or moved is a difference.
/// </remarks>
internal sealed class Pattern
{
    private const int BlockLength = 1_048_573;

    private readonly byte[] _block = new byte[BlockLength];

    public Pattern(Random random) => random.NextBytes(_block);

    /// <summary>The bytes from a position on: at least one, at most a block.</summary>
    public ReadOnlyMemory<byte> From(long position, long count)
    {
        int start = (int)(position % BlockLength);
        return _block.AsMemory(start, (int)Math.Min(count, BlockLength - start));
    }

    /// <summary>A copy of the bytes from the first on.</summary>
    public byte[] Take(int count)
    {
        var bytes = new byte[count];
        for (int at = 0; at < count;)
        {
            ReadOnlyMemory<byte> piece = From(at, count - at);
            piece.Span.CopyTo(bytes.AsSpan(at));
            at += piece.Length;
        }

        return bytes;
    }
}
