using System.Buffers.Text;
using System.Text;

namespace LearnLoadBalancer.Lab.Bench.Load;

/// <summary>The little of a response's head that a load generator must know.</summary>
/// <remarks>
/// Beside <c>WireReader</c>, because a generator that shares the processor with what it measures must cost next to
/// nothing: this one allocates nothing, and makes no strings.
/// </remarks>
/// <param name="Length">Bytes of the head, with the empty line that ends it.</param>
/// <param name="Status">200 is what we hope for.</param>
/// <param name="ContentLength">Bytes of the body; null where the head does not say.</param>
internal readonly record struct ResponseHead(int Length, int Status, long? ContentLength)
{
    /// <summary>Reads a head that was received as a whole; false while its end is not there.</summary>
    /// <exception cref="FormatException">It is no HTTP response.</exception>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out ResponseHead head)
    {
        head = default;
        int end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        // HTTP/1.1 200 OK
        if (!bytes.StartsWith("HTTP/1."u8) || !Utf8Parser.TryParse(bytes[9..], out int status, out _))
        {
            throw new FormatException($"Not a response: {Encoding.ASCII.GetString(bytes[..Math.Min(40, end)])}");
        }

        head = new ResponseHead(end + 4, status, FindContentLength(bytes[..(end + 2)]));
        return true;
    }

    private static long? FindContentLength(ReadOnlySpan<byte> lines)
    {
        ReadOnlySpan<byte> name = "content-length:"u8;
        for (int next = lines.IndexOf((byte)'\n') + 1; next > 0 && next < lines.Length;)
        {
            ReadOnlySpan<byte> line = lines[next..];
            if (line.Length > name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name))
            {
                return Utf8Parser.TryParse(line[name.Length..].TrimStart((byte)' '), out long length, out _) ? length : null;
            }

            int feed = line.IndexOf((byte)'\n');
            next = feed < 0 ? 0 : next + feed + 1;
        }

        return null;
    }
}
