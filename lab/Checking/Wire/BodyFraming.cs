namespace LearnLoadBalancer.Lab.Checking.Wire;

/// <summary>How a receiver knows where a body ends.</summary>
/// <param name="IsChunked">By a chunk of length 0.</param>
/// <param name="Length">By counting; null when it isn't counted.</param>
internal sealed record BodyFraming(bool IsChunked, long? Length)
{
    public static readonly BodyFraming Empty = new(false, 0);
    public static readonly BodyFraming Chunked = new(true, null);

    /// <summary>By the end of the connection: the receiver can't tell a whole body from a part.</summary>
    public static readonly BodyFraming UntilClose = new(false, null);

    public static BodyFraming OfLength(long length) => new(false, length);
}
