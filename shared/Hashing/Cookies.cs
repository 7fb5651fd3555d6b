using System.Text;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Hashing;

/// <summary>Reads the <c>Cookie</c> header of a request (RFC 6265, section 4.2): <c>a=1; b=2</c>.</summary>
internal static class Cookies
{
    /// <summary>Finds a cookie of a request. There is one such header as a rule; HTTP/2 may have split it, and whoever translated it left it so.</summary>
    public static bool TryFind(WrittenHead head, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        ReadOnlySpan<byte> fields = head.Fields;
        while (WrittenHead.TryTakeField(ref fields, out ReadOnlySpan<byte> field, out ReadOnlySpan<byte> cookies))
        {
            if (IsCookie(field) && TryFind(cookies, name, out value))
            {
                return true;
            }
        }

        value = [];
        return false;
    }

    /// <summary>True for the name of the header.</summary>
    public static bool IsCookie(ReadOnlySpan<byte> field) => Ascii.EqualsIgnoreCase(field, "Cookie"u8);

    /// <summary>Finds a cookie by its name, in which case counts. If there are several, the first: the most specific one comes first.</summary>
    /// <param name="header">The header's value.</param>
    /// <param name="name">The cookie's name.</param>
    /// <param name="value">Its value, without the quotes that may stand around it.</param>
    public static bool TryFind(ReadOnlySpan<byte> header, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value) =>
        TryTake(ref header, name, out value);

    /// <summary>Finds the next cookie of a name, and goes on behind it: for who wants to see all of them.</summary>
    /// <param name="header">The header's value, or what is left of it.</param>
    /// <param name="name">The cookie's name.</param>
    /// <param name="value">Its value, without the quotes that may stand around it.</param>
    public static bool TryTake(scoped ref ReadOnlySpan<byte> header, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        while (!header.IsEmpty)
        {
            int end = header.IndexOf((byte)';');
            ReadOnlySpan<byte> pair = (end < 0 ? header : header[..end]).Trim(" \t"u8);
            header = end < 0 ? [] : header[(end + 1)..];
            if (pair.Length > name.Length && pair[name.Length] == (byte)'=' && pair.StartsWith(name))
            {
                value = pair[(name.Length + 1)..];
                if (value.Length >= 2 && value[0] == (byte)'"' && value[^1] == (byte)'"')
                {
                    value = value[1..^1];
                }

                return true;
            }
        }

        value = [];
        return false;
    }
}
