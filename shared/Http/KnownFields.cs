using System.Text;

namespace LearnLoadBalancer.Http;

/// <summary>From a field's name to its meaning. Names are case-insensitive (RFC 9110, section 5.1).</summary>
internal static class KnownFields
{
    /// <summary>Finds the kind. The length alone sorts nearly all names out.</summary>
    public static FieldKind Classify(ReadOnlySpan<byte> name)
    {
        FieldKind kind = name.Length switch
        {
            2 when Is(name, "TE"u8) => FieldKind.HopByHop,
            3 when Is(name, "Age"u8) => FieldKind.NotInTrailer,
            4 when Is(name, "Host"u8) => FieldKind.Host,
            4 when Is(name, "Date"u8) || Is(name, "Vary"u8) => FieldKind.NotInTrailer,
            5 when Is(name, "Range"u8) => FieldKind.NotInTrailer,
            6 when Is(name, "Expect"u8) => FieldKind.Expect,
            6 when Is(name, "Cookie"u8) => FieldKind.NotInTrailer,
            7 when Is(name, "Upgrade"u8) => FieldKind.Upgrade,
            7 when Is(name, "Trailer"u8) => FieldKind.NotInTrailer,
            7 when Is(name, "Expires"u8) => FieldKind.NotInTrailer,
            8 when Is(name, "Location"u8) => FieldKind.NotInTrailer,
            9 when Is(name, "Forwarded"u8) => FieldKind.Forwarded,
            10 when Is(name, "Connection"u8) => FieldKind.Connection,
            10 when Is(name, "Keep-Alive"u8) => FieldKind.HopByHop,
            10 when Is(name, "Set-Cookie"u8) => FieldKind.NotInTrailer,
            11 when Is(name, "Retry-After"u8) => FieldKind.NotInTrailer,
            12 when Is(name, "Content-Type"u8) || Is(name, "Max-Forwards"u8) => FieldKind.NotInTrailer,
            13 when Is(name, "Authorization"u8) || Is(name, "Cache-Control"u8) || Is(name, "Content-Range"u8) => FieldKind.NotInTrailer,
            14 when Is(name, "Content-Length"u8) => FieldKind.ContentLength,
            14 when Is(name, "HTTP2-Settings"u8) => FieldKind.HopByHop,
            15 when Is(name, "X-Forwarded-For"u8) => FieldKind.XForwardedFor,
            16 when Is(name, "Proxy-Connection"u8) => FieldKind.HopByHop,
            16 when Is(name, "X-Forwarded-Host"u8) => FieldKind.XForwardedHost,
            16 when Is(name, "WWW-Authenticate"u8) || Is(name, "Content-Encoding"u8) => FieldKind.NotInTrailer,
            17 when Is(name, "Transfer-Encoding"u8) => FieldKind.TransferEncoding,
            17 when Is(name, "X-Forwarded-Proto"u8) => FieldKind.XForwardedProto,
            18 when Is(name, "Proxy-Authenticate"u8) => FieldKind.HopByHop,
            19 when Is(name, "Proxy-Authorization"u8) => FieldKind.HopByHop,
            _ => FieldKind.Other,
        };
        return kind == FieldKind.Other && name.Contains((byte)'_') ? FieldKind.Underscore : kind;
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> known) => Ascii.EqualsIgnoreCase(name, known);
}
