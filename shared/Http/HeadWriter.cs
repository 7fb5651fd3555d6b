namespace LearnLoadBalancer.Http;

/// <summary>What the rewriting of requests and answers has in common.</summary>
internal static class HeadWriter
{
    /// <summary>Adds the line that says through whom the request came, and in which version we received it.</summary>
    /// <remarks>
    /// RFC 9110, section 7.6.3: a gateway must do so in requests and may in answers. We don't there: it would
    /// tell the world what stands in front of the site, and cost bytes in every response.
    /// </remarks>
    public static void AppendVia(OutputBuffer output, int minorVersion) =>
        output.Append(minorVersion > 0 ? "Via: 1.1 LearnLoadBalancer\r\n"u8 : "Via: 1.0 LearnLoadBalancer\r\n"u8);

    /// <summary>Adds the one line that says where the body ends, if there is one to be said.</summary>
    public static void AppendFraming(OutputBuffer output, BodyFraming framing)
    {
        if (framing.Kind == BodyKind.Chunked)
        {
            output.Append("Transfer-Encoding: chunked\r\n"u8);
        }
        else if (framing.Kind == BodyKind.Length)
        {
            output.Append("Content-Length: "u8);
            output.AppendDecimal(framing.Length);
            output.Append("\r\n"u8);
        }
    }

    /// <summary>Adds the lines from the first up to the last, as they came: in their order, case and spacing.</summary>
    public static void AppendLines(OutputBuffer output, ReadOnlySpan<byte> head, int from, int to)
    {
        if (from < to)
        {
            output.Append(head[from..to]);
        }
    }
}
