using System.Text;

namespace LearnLoadBalancer.Http;

/// <summary>Which fields go no further than to us (RFC 9110, section 7.6.1).</summary>
internal static class HopByHop
{
    /// <summary>True when the field must not be forwarded.</summary>
    public static bool IsRemoved(in HeadField field, HttpHead head, ReadOnlySpan<byte> bytes)
    {
        // exercise 3.2: begin
        return field.Kind switch
        {
            // Ours to write: one statement about the body, one about the connection.
            FieldKind.Connection or FieldKind.ContentLength or FieldKind.TransferEncoding or FieldKind.Upgrade => true,
            FieldKind.HopByHop => true,

            // "Connection: Host" asks us to take the Host away, an attack on those behind us. It stays,
            // and so does where the request came from.
            FieldKind.Host or FieldKind.Forwarded => false,
            FieldKind.XForwardedFor or FieldKind.XForwardedHost or FieldKind.XForwardedProto => false,
            _ => head.Connection.NamesFields && IsNamed(field.Name(bytes), head, bytes),
        };
        // exercise 3.2: end
    }

    /// <summary>True when <c>websocket</c> is among the protocols of an <c>Upgrade</c> field. Others, like h2c, are not passed.</summary>
    public static bool NamesWebSocket(ReadOnlySpan<byte> upgrade)
    {
        while (Bytes.TryTakeElement(ref upgrade, out ReadOnlySpan<byte> protocol))
        {
            if (Ascii.EqualsIgnoreCase(protocol, "websocket"u8))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNamed(ReadOnlySpan<byte> name, HttpHead head, ReadOnlySpan<byte> bytes)
    {
        foreach (ref readonly HeadField field in head.Fields)
        {
            if (field.Kind != FieldKind.Connection)
            {
                continue;
            }

            ReadOnlySpan<byte> names = field.Value(bytes);
            while (Bytes.TryTakeElement(ref names, out ReadOnlySpan<byte> named))
            {
                if (Ascii.EqualsIgnoreCase(named, name))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
