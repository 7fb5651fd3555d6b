using System.Buffers;

namespace LearnLoadBalancer.Http;

/// <summary>The sets of bytes that HTTP's grammar is made of (RFC 9110, section 5.6).</summary>
internal static class Bytes
{
    /// <summary>What a token may consist of: methods, field names, codings.</summary>
    public static readonly SearchValues<byte> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>
    /// Every control byte but the tab. In a line of a head the first of them must be the CR of its end;
    /// anything else there (NUL, a bare LF, an escape) is wrong, so one search finds end and error alike.
    /// </summary>
    public static readonly SearchValues<byte> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 9).Concat(Enumerable.Range(10, 22)).Append(127).Select(code => (byte)code)]);

    /// <summary>What a request target may consist of: visible ASCII, and no '#', which a client keeps to itself.</summary>
    public static readonly SearchValues<byte> Target =
        SearchValues.Create([.. Enumerable.Range(33, 94).Where(code => code != '#').Select(code => (byte)code)]);

    /// <summary>What a host name or address may consist of (RFC 3986, section 3.2.2), the port's colon left out.</summary>
    public static readonly SearchValues<byte> HostName =
        SearchValues.Create("-._~%!$&'()*+;=0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>The digits of a chunk's size.</summary>
    public static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>What may stand between the brackets of <c>[::1]</c>.</summary>
    public static readonly SearchValues<byte> Address = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    /// <summary>Takes the white space off both ends; in a field that is spaces and tabs.</summary>
    public static ReadOnlySpan<byte> TrimWhiteSpace(ReadOnlySpan<byte> text) => text.Trim(" \t"u8);

    /// <summary>True when it is a token: not empty, and nothing else in it.</summary>
    public static bool IsToken(ReadOnlySpan<byte> text) => text.Length > 0 && !text.ContainsAnyExcept(Token);

    /// <summary>Takes the next element off a comma-separated list. Empty elements are skipped, as the grammar allows.</summary>
    /// <returns>False at the end of the list.</returns>
    public static bool TryTakeElement(ref ReadOnlySpan<byte> list, out ReadOnlySpan<byte> element)
    {
        while (list.Length > 0)
        {
            int comma = list.IndexOf((byte)',');
            element = TrimWhiteSpace(comma < 0 ? list : list[..comma]);
            list = comma < 0 ? [] : list[(comma + 1)..];
            if (element.Length > 0)
            {
                return true;
            }
        }

        element = [];
        return false;
    }

    /// <summary>Reads a number of decimal digits and nothing else: no sign, no space, no overflow.</summary>
    public static bool TryParseDecimal(ReadOnlySpan<byte> digits, out long number)
    {
        number = 0;
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9' || number > (long.MaxValue - 9) / 10)
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        return digits.Length > 0;
    }
}
