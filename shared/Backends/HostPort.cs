using System.Buffers;
using System.Globalization;

namespace LearnLoadBalancer.Backends;

/// <summary>The text form <c>host:port</c>, which backends and listen addresses share.</summary>
internal static class HostPort
{
    /// <summary>The longest name that the name system knows (RFC 1035, section 2.3.4).</summary>
    private const int LongestName = 253;

    private static readonly SearchValues<char> NotInHosts = SearchValues.Create(" \t/@[]");

    /// <summary>Takes <c>host:port</c> apart. The host may be empty and the port 0: the caller decides.</summary>
    /// <returns>False when the text has no such form, or the port is not 0 to 65535.</returns>
    public static bool TryParse(string text, out string host, out int port)
    {
        int colon = text.LastIndexOf(':');
        host = colon < 0 ? "" : text[..colon];
        port = 0;

        // An IPv6 address is full of colons, so its own must be fenced off: [::1]:9001.
        if (host.StartsWith('[') && host.EndsWith(']') && host.Length > 2)
        {
            host = host[1..^1];
        }
        else if (host.Contains(':'))
        {
            return false;
        }

        return colon >= 0
            && host.Length <= LongestName
            && !host.AsSpan().ContainsAny(NotInHosts)
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port)
            && port <= 65535;
    }

    /// <summary>Puts <c>host:port</c> together again.</summary>
    public static string Format(string host, int port) =>
        host.Contains(':') ? $"[{host}]:{port}" : $"{host}:{port}";
}
