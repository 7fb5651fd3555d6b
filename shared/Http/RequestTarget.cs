using System.Text;

namespace LearnLoadBalancer.Http;

/// <summary>What is asked for: the second word of a request line (RFC 9112, section 3.2).</summary>
/// <param name="AuthorityStart">Where the host of an absolute target begins.</param>
/// <param name="AuthorityLength">Its length; 0 when the target is not absolute.</param>
/// <param name="PathStart">Where the path begins.</param>
/// <param name="PathLength">The length of path and query; 0 where an absolute target has neither.</param>
/// <param name="LacksSlash">An absolute target with a query and no path: a slash belongs in front.</param>
internal readonly record struct RequestTarget(
    int AuthorityStart, int AuthorityLength, int PathStart, int PathLength, bool LacksSlash)
{
    /// <summary>True for <c>http://host/path</c>, the form that is meant for proxies.</summary>
    public bool IsAbsolute => AuthorityLength > 0;

    /// <summary>The host of an absolute target.</summary>
    public ReadOnlySpan<byte> Authority(ReadOnlySpan<byte> head) => head.Slice(AuthorityStart, AuthorityLength);

    /// <summary>Path and query, byte for byte: <c>%2F</c> and <c>/../</c> mean what the backend takes them to mean.</summary>
    public ReadOnlySpan<byte> Path(ReadOnlySpan<byte> head) => head.Slice(PathStart, PathLength);

    /// <summary>Takes a target apart whose bytes are known to be legal.</summary>
    /// <param name="target">The target.</param>
    /// <param name="start">Where it begins in the head.</param>
    /// <param name="method">An asterisk has a meaning for OPTIONS only.</param>
    /// <param name="parsed">The parts.</param>
    public static bool TryParse(ReadOnlySpan<byte> target, int start, RequestMethod method, out RequestTarget parsed)
    {
        parsed = new RequestTarget(0, 0, start, target.Length, false);
        if (target[0] == '/' || (target is [(byte)'*'] && method == RequestMethod.Options))
        {
            return true;
        }

        int scheme = StartsWith(target, "http://"u8) ? 7 : StartsWith(target, "https://"u8) ? 8 : 0;
        if (scheme == 0)
        {
            return false;
        }

        int end = target[scheme..].IndexOfAny((byte)'/', (byte)'?');
        int authority = end < 0 ? target.Length - scheme : end;
        int path = scheme + authority;
        parsed = new RequestTarget(
            start + scheme, authority, start + path, target.Length - path, path < target.Length && target[path] == '?');
        return HostRule.IsHost(target.Slice(scheme, authority));
    }

    private static bool StartsWith(ReadOnlySpan<byte> target, ReadOnlySpan<byte> scheme) =>
        target.Length >= scheme.Length && Ascii.EqualsIgnoreCase(target[..scheme.Length], scheme);
}
