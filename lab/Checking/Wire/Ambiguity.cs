using System.Text;

namespace LearnLoadBalancer.Lab.Checking.Wire;

/// <summary>Looks at the head of a request with a suspicious eye: could two servers read it in two ways?</summary>
internal static class Ambiguity
{
    /// <summary>What of a request could be read in two ways; null when nothing could.</summary>
    public static string? In(HttpHead request) =>
        !request.IsHttp ? "it does not begin with a request line"
        : InFraming(request) ?? (request.Values("Host").Count != 1 ? $"it has {request.Values("Host").Count} Host fields" : null) ?? InLines(request);

    /// <summary>Whether two readers could find the end of the body in two places.</summary>
    public static string? InFraming(HttpHead head)
    {
        IReadOnlyList<string> lengths = head.Values("Content-Length");
        IReadOnlyList<string> codings = head.Values("Transfer-Encoding");
        return
            lengths.Count > 0 && codings.Count > 0 ? "it has both Content-Length and Transfer-Encoding" :
            lengths.Count > 1 ? "it has Content-Length twice" :
            lengths is [var length] && (length.Length == 0 || !length.All(char.IsAsciiDigit)) ? $"its Content-Length is '{length}'" :
            codings.Count > 0 && !IsChunkedOnce(codings) ? $"its Transfer-Encoding is '{Shown(string.Join(", ", codings))}'" :
            null;
    }

    private static string? InLines(HttpHead request)
    {
        string text = Encoding.Latin1.GetString(request.Raw);
        string[] lines = text.Split("\r\n");
        return
            text.Contains('\0') ? "it has a NUL" :
            Array.Exists(lines, line => line.Contains('\n')) ? "it has a line that ends with LF alone" :
            Array.Exists(lines, line => line.Contains('\r')) ? "it has a CR in the middle of a line" :
            Array.Exists(lines, line => line is [' ' or '\t', ..]) ? "it has a folded line" :
            Array.Find(lines.Skip(1).ToArray(), HasOddName) is { } odd ? $"it has a field '{Shown(odd)}'" :
            null;
    }

    private static bool IsChunkedOnce(IReadOnlyList<string> codings)
    {
        string[] words = string.Join(",", codings).Split(',');
        return words.Count(word => word.Trim(' ', '\t').Equals("chunked", StringComparison.OrdinalIgnoreCase)) == 1
            && words[^1].Trim(' ', '\t').Equals("chunked", StringComparison.OrdinalIgnoreCase);
    }

    private static bool HasOddName(string line) =>
        line.Length > 0 && (line.IndexOf(':') is var colon && (colon <= 0 || line[..colon].Any(char.IsWhiteSpace)));

    private static string Shown(string text) => Printable.Escape(Encoding.Latin1.GetBytes(text), text.Length, 60);
}
