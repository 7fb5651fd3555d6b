using System.Globalization;
using System.Text;

namespace LearnLoadBalancer.Lab.Checking.Wire;

/// <summary>Bytes as text that can be shown: line ends and everything unprintable escaped, the rest as it is.</summary>
internal static class Printable
{
    /// <summary>Escapes. Each line of the wire becomes a line of text; what is too long is cut, and says so.</summary>
    public static string Escape(ReadOnlySpan<byte> bytes, long total, int limit = 512)
    {
        var text = new StringBuilder();
        ReadOnlySpan<byte> shown = bytes[..Math.Min(bytes.Length, limit)];
        foreach (byte b in shown)
        {
            text.Append(b switch
            {
                (byte)'\r' => "\\r",
                (byte)'\n' => "\\n\n",
                (byte)'\t' => "\\t",
                (byte)'\\' => "\\\\",
                >= 0x20 and < 0x7f => ((char)b).ToString(),
                _ => "\\x" + b.ToString("x2", CultureInfo.InvariantCulture),
            });
        }

        if (text.Length > 0 && text[^1] == '\n')
        {
            text.Length--;
        }

        if (total > shown.Length)
        {
            text.Append(CultureInfo.InvariantCulture, $"… ({total - shown.Length:N0} bytes more)");
        }

        return text.ToString();
    }
}
