using System.Buffers.Text;

namespace LearnLoadBalancer.Lab.Bench.Backends;

/// <summary>The little of a request that the lab's own backend must know.</summary>
/// <remarks>Beside <c>WireReader</c>, because a backend that costs as much as a proxy would hide the proxy: this allocates nothing.</remarks>
/// <param name="Length">Bytes of the head, with the empty line that ends it.</param>
/// <param name="Path">What is asked for.</param>
/// <param name="ContentLength">Bytes of the body; 0 where the head does not say.</param>
/// <param name="Close">The client wants the connection to end after the response.</param>
internal readonly record struct RawRequest(int Length, RawPath Path, long ContentLength, bool Close)
{
    /// <summary>Reads a head; false when it is not there as a whole.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out RawRequest request)
    {
        request = default;
        int end = bytes.IndexOf("\r\n\r\n"u8);
        int path = bytes.IndexOf((byte)'/');
        if (end < 0 || path < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> target = bytes[path..];
        RawPath asked = target.StartsWith("/medium"u8) ? RawPath.Medium : target.StartsWith("/large"u8) ? RawPath.Large : RawPath.Small;

        // Proxies may write the names of fields as they like: look for both spellings that exist.
        ReadOnlySpan<byte> head = bytes[..(end + 2)];
        bool close = Find(head, "Connection: close"u8, "connection: close"u8) >= 0;
        int length = Find(head, "Content-Length: "u8, "content-length: "u8);
        long body = length >= 0 && Utf8Parser.TryParse(head[(length + "Content-Length: ".Length)..], out long value, out _) ? value : 0;
        request = new RawRequest(end + 4, asked, body, close);
        return true;
    }

    private static int Find(ReadOnlySpan<byte> head, ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        head.IndexOf(one) is >= 0 and var found ? found : head.IndexOf(other);
}
