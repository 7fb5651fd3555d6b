namespace LearnLoadBalancer.Tests.Support;

/// <summary>Content that shows any loss, repetition or exchange: a pattern whose period fits no buffer's size.</summary>
internal static class Bytes
{
    private const int Period = 1_000_003; // A prime.
    private static readonly byte[] Pattern = MakePattern();

    /// <summary>The bytes of the stream from this offset on, as many as one piece has.</summary>
    public static ReadOnlyMemory<byte> At(long offset, int count)
    {
        int start = (int)(offset % Period);
        return Pattern.AsMemory(start, Math.Min(count, Pattern.Length - start));
    }

    /// <summary>Whether these are the stream's bytes at this offset.</summary>
    public static bool AreAt(long offset, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            ReadOnlySpan<byte> expected = At(offset, bytes.Length).Span;
            if (!bytes[..expected.Length].SequenceEqual(expected))
            {
                return false;
            }

            offset += expected.Length;
            bytes = bytes[expected.Length..];
        }

        return true;
    }

    private static byte[] MakePattern()
    {
        var pattern = new byte[Period];
        new Random(20260101).NextBytes(pattern);
        return pattern;
    }
}
