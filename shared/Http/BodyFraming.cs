using System.Text;

namespace LearnLoadBalancer.Http;

/// <summary>Where a message's body ends: the question that request smuggling is about (RFC 9112, section 6.3).</summary>
/// <remarks>
/// When two servers in a row disagree on the end of a body, the bytes in between are a body to one and
/// the next request to the other. So whatever could be read in two ways is refused, even where the RFC
/// would let us repair it; and what we send is always framed by us, never copied.
/// </remarks>
/// <param name="Kind">How the end is told.</param>
/// <param name="Length">The number of bytes, for <see cref="BodyKind.Length"/>.</param>
internal readonly record struct BodyFraming(BodyKind Kind, long Length)
{
    /// <summary>No body, and no field that says so.</summary>
    public static readonly BodyFraming None = new(BodyKind.None, 0);

    /// <summary>True when there are, or may be, bytes to come.</summary>
    public bool HasBody => Kind is BodyKind.Chunked or BodyKind.UntilClose || Length > 0;

    /// <summary>A request's: chunked, or a length, or none.</summary>
    public static (BodyFraming Framing, CauseCode Cause) OfRequest(RequestHead request, ReadOnlySpan<byte> head)
    {
        // exercise 3.1: begin
        if (request.TransferEncodings > 0)
        {
            // Both at once is the classic attack; Transfer-Encoding in HTTP/1.0, which does not know it, the next.
            return request.ContentLengths > 0 || request.MinorVersion == 0
                ? (None, CauseCode.AmbiguousFraming)
                : request.TransferEncodings > 1
                    ? (None, CauseCode.BadTransferEncoding)
                    : OfCodings(request.ValueOf(FieldKind.TransferEncoding, head));
        }

        return request.ContentLengths == 0 ? (None, CauseCode.None) : OfLength(request, head, CauseCode.BadContentLength);
        // exercise 3.1: end
    }

    /// <summary>A response's, which also depends on what was asked.</summary>
    public static (BodyFraming Framing, CauseCode Cause) OfResponse(
        ResponseHead response, ReadOnlySpan<byte> head, RequestMethod method)
    {
        if (response.Status is < 200 or 204)
        {
            return (None, CauseCode.None); // Whatever the fields say.
        }

        (BodyFraming framing, CauseCode cause) = OfResponseFields(response, head);

        // To HEAD, and in a 304, the fields tell of the body that a GET would have had.
        bool bodiless = method == RequestMethod.Head || response.Status == 304;
        return bodiless && cause == CauseCode.None ? (None, cause) : (framing, cause);
    }

    /// <summary>What the fields of a response say, body or not.</summary>
    public static (BodyFraming Framing, CauseCode Cause) OfResponseFields(ResponseHead response, ReadOnlySpan<byte> head)
    {
        if (response.TransferEncodings > 0)
        {
            // With a length besides, the coding wins and the length is dropped: so does everybody, and
            // the connection is not used again. Other codings than chunked we can't undo, nor may we drop them.
            bool chunked = response.TransferEncodings == 1 && response.MinorVersion > 0
                && Ascii.EqualsIgnoreCase(response.ValueOf(FieldKind.TransferEncoding, head), "chunked"u8);
            return chunked ? (new BodyFraming(BodyKind.Chunked, 0), CauseCode.None) : (None, CauseCode.ResponseBadFraming);
        }

        return response.ContentLengths == 0
            ? (new BodyFraming(BodyKind.UntilClose, 0), CauseCode.None)
            : OfLength(response, head, CauseCode.ResponseBadFraming);
    }

    /// <summary>One field, digits only: <c>5, 5</c>, <c>+5</c>, <c>0x5</c> and a number beyond 63 bits are refused.</summary>
    private static (BodyFraming Framing, CauseCode Cause) OfLength(HttpHead message, ReadOnlySpan<byte> head, CauseCode bad) =>
        message.ContentLengths == 1 && Bytes.TryParseDecimal(message.ValueOf(FieldKind.ContentLength, head), out long length)
            ? (new BodyFraming(BodyKind.Length, length), CauseCode.None)
            : (None, bad);

    private static (BodyFraming Framing, CauseCode Cause) OfCodings(ReadOnlySpan<byte> codings)
    {
        if (Ascii.EqualsIgnoreCase(codings, "chunked"u8))
        {
            return (new BodyFraming(BodyKind.Chunked, 0), CauseCode.None);
        }

        // "gzip, chunked" is legal, only we don't do gzip: 501. Anything in which chunked is not the
        // last, or comes twice, has no end that two readers would agree on: 400.
        int chunked = 0;
        bool last = false;
        bool wellFormed = true;
        while (Bytes.TryTakeElement(ref codings, out ReadOnlySpan<byte> coding))
        {
            last = Ascii.EqualsIgnoreCase(coding, "chunked"u8);
            chunked += last ? 1 : 0;
            wellFormed &= Bytes.IsToken(coding);
        }

        return (None, wellFormed && last && chunked == 1 ? CauseCode.UnsupportedCoding : CauseCode.BadTransferEncoding);
    }
}
