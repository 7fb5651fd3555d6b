using System.Globalization;
using System.Text;

namespace LearnLoadBalancer.Lab.Checking.Wire;

/// <summary>Bytes as text that can be shown: line ends and everything unprintable escaped, the rest as it is.</summary>
internal static class Printable
{
    /// <summary>What of a line is shown: enough for every field that people read.</summary>
    private const int LongestLine = 160;

    /// <summary>Escapes. Each line of the wire becomes a line of text; what is too long is cut, and says so.</summary>
    /// <param name="bytes">The first of them, or all.</param>
    /// <param name="total">How many there are.</param>
    /// <param name="limit">How many are shown at most.</param>
    public static string Escape(ReadOnlySpan<byte> bytes, long total, int limit = 512)
    {
        var text = new StringBuilder();
        int seen = 0;
        int inLine = 0;
        int cut = 0;
        for (int shown = 0; seen < bytes.Length && shown < limit; seen++)
        {
            byte b = bytes[seen];
            bool ends = b is (byte)'\r' or (byte)'\n';
            if (!ends && ++inLine > LongestLine)
            {
                cut++;
                continue;
            }

            if (ends && cut > 0)
            {
                AppendRest(text, cut);
                cut = 0;
            }

            inLine = ends ? 0 : inLine;
            shown++;
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

        if (cut + total - seen > 0)
        {
            AppendRest(text, cut + total - seen);
        }

        return text.ToString();
    }

    private static void AppendRest(StringBuilder text, long bytes) =>
        text.Append(CultureInfo.InvariantCulture, $"… ({bytes:N0} bytes more)");
}
