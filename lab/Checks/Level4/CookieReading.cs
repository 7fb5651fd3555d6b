using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LearnLoadBalancer.Lab.Checks.Level4;

/// <summary>What a stranger can read in a session's cookies, and make up from them.</summary>
internal static partial class CookieReading
{
    /// <summary>Whether the cookies tell where their backends are.</summary>
    /// <param name="values">The cookie of a session at each backend.</param>
    /// <param name="ports">The backends' ports, in the same order.</param>
    /// <returns>What stands in them and how it is written; null: nothing of the kind.</returns>
    public static string? NamesBackends(IReadOnlyList<string> values, IReadOnlyList<int> ports)
    {
        foreach ((string how, Func<string, string?> read) in (IEnumerable<(string, Func<string, string?>)>)
        [
            ("", value => value),
            (", percent-encoded", Uri.UnescapeDataString),
            (", in base64", FromBase64),
            (", in hexadecimal", FromHex),
        ])
        {
            string?[] texts = [.. values.Select(read)];

            // In every one of them: a few digits of a hash may look like a port by chance, but not three times.
            if (texts.Index().All(text => text.Item?.Contains(ports[text.Index].ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) is true))
            {
                return $"in which stands the port of its backend{how}";
            }

            if (texts.All(text => text is not null && (text.Contains("127.0.0.1", StringComparison.Ordinal) || text.Contains("localhost", StringComparison.OrdinalIgnoreCase))))
            {
                return $"in which stands the host of its backend{how}";
            }
        }

        return null;
    }

    /// <summary>The value that comes next, if all that differs is a number that counts up: <c>srv1</c>, <c>srv2</c>.</summary>
    /// <returns>Null: they do not tell.</returns>
    public static string? Next(string first, string second)
    {
        MatchCollection numbers = Numbers().Matches(first);
        foreach (Match number in numbers)
        {
            int value = int.Parse(number.Value, CultureInfo.InvariantCulture);
            string With(int other) => $"{first[..number.Index]}{other.ToString(CultureInfo.InvariantCulture)}{first[(number.Index + number.Length)..]}";
            if (With(value + 1) == second)
            {
                return With(value + 2);
            }
        }

        return null;
    }

    private static string? FromBase64(string value)
    {
        string plain = Uri.UnescapeDataString(value).Trim('"').TrimEnd('=').Replace('-', '+').Replace('_', '/');
        try
        {
            return Encoding.Latin1.GetString(Convert.FromBase64String(plain.PadRight((plain.Length + 3) / 4 * 4, '=')));
        }
        catch (FormatException)
        {
            return null; // It is none.
        }
    }

    private static string? FromHex(string value)
    {
        try
        {
            return Encoding.Latin1.GetString(Convert.FromHexString(value));
        }
        catch (FormatException)
        {
            return null; // It is none.
        }
    }

    [GeneratedRegex(@"(?<!\d)(?:0|[1-9]\d{0,8})(?!\d)")]
    private static partial Regex Numbers();
}
