namespace LearnLoadBalancer.Http;

/// <summary>The <c>Host</c> field: exactly one, and nothing but a host in it (RFC 9112, section 3.2).</summary>
/// <remarks>
/// Backends, caches and logs decide by it whose request this is. With two of them, or with
/// <c>a@b</c> in one, two readers take the same request for two different sites.
/// </remarks>
internal static class HostRule
{
    /// <summary>Checks a request's. HTTP/1.0 did not have the field, so there it may be missing.</summary>
    public static CauseCode Check(RequestHead request, ReadOnlySpan<byte> head) => request.Hosts switch
    {
        0 when request.MinorVersion == 0 => CauseCode.None,
        1 when IsHost(request.ValueOf(FieldKind.Host, head)) => CauseCode.None,
        _ => CauseCode.BadHost,
    };

    /// <summary>True for <c>name</c>, <c>name:port</c>, <c>10.0.0.1</c>, <c>[::1]:80</c>.</summary>
    public static bool IsHost(ReadOnlySpan<byte> host)
    {
        int end;
        if (host.Length > 0 && host[0] == '[')
        {
            end = host.IndexOf((byte)']') + 1;
            if (end < 3 || host[1..(end - 1)].ContainsAnyExcept(Bytes.Address))
            {
                return false;
            }
        }
        else
        {
            end = host.IndexOf((byte)':');
            end = end < 0 ? host.Length : end;
            if (end == 0 || host[..end].ContainsAnyExcept(Bytes.HostName))
            {
                return false;
            }
        }

        ReadOnlySpan<byte> port = host[end..];
        return port.Length == 0
            || (port[0] == ':' && port.Length <= 6 && !port[1..].ContainsAnyExceptInRange((byte)'0', (byte)'9'));
    }
}
