namespace LearnLoadBalancer.Lab.Checking.Wire;

/// <summary>Takes a body in and holds it against what was sent.</summary>
internal sealed class PatternComparer(Pattern sent, long length)
{
    private long _received;

    /// <summary>How much came so far. May be read by another thread.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>The first difference, in words; null as long as there is none.</summary>
    public string? Difference { get; private set; }

    /// <summary>True when all of it came, and as it was.</summary>
    public bool IsSame => Difference is null && Received == length;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        long received = _received;
        while (bytes.Length > 0 && Difference is null)
        {
            ReadOnlySpan<byte> expected = sent.From(received, bytes.Length).Span;
            int same = bytes[..expected.Length].CommonPrefixLength(expected);
            if (received + same > length || (same < expected.Length && received + same == length))
            {
                Difference = $"more than the {length:N0} bytes that were sent";
            }
            else if (same < expected.Length)
            {
                Difference = $"byte {received + same:N0} was sent as 0x{expected[same]:x2} and arrived as 0x{bytes[same]:x2}";
            }

            received += expected.Length;
            bytes = bytes[expected.Length..];
        }

        Volatile.Write(ref _received, received + bytes.Length);
    }

    /// <summary>What came, in words.</summary>
    public string Describe() => Difference ?? (Received == length
        ? $"all {length:N0} bytes"
        : $"{Received:N0} of {length:N0} bytes");
}
