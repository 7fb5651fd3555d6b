using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LearnLoadBalancer.Lab.Fuzz;

/// <summary>A message as a suspicious reader sees it: one way to read it, or none.</summary>
/// <param name="FirstLine">Request line or status line.</param>
/// <param name="Body">The body, its framing taken off.</param>
internal sealed partial record FuzzMessage(string FirstLine, string Body)
{
    /// <summary>Reads the first message of a text.</summary>
    /// <param name="text">The bytes, as Latin-1.</param>
    /// <param name="isRequest">Else it is a response.</param>
    /// <param name="ended">Nothing more will come.</param>
    /// <param name="length">How long the message is.</param>
    /// <returns>The message; null while it is not all there.</returns>
    /// <exception cref="InvalidDataException">It is not HTTP, or can be read in two ways.</exception>
    public static FuzzMessage? TryRead(string text, bool isRequest, bool ended, out int length)
    {
        length = 0;
        int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        string[] lines = text[..end].Split("\r\n");
        Check((isRequest ? RequestLine() : StatusLine()).IsMatch(lines[0]) && lines[1..].All(Field().IsMatch), text);
        string[] lengths = Values(lines, "Content-Length");
        string[] codings = Values(lines, "Transfer-Encoding");
        Check(lengths.Length + codings.Length <= 1 && (!isRequest || Values(lines, "Host").Length == 1), text);
        string rest = text[(end + 4)..];
        string? body;
        int bodyLength;
        if (codings.Length == 1)
        {
            Check(codings[0] == "chunked", text);
            body = TryReadChunks(rest, out bodyLength);
        }
        else if (lengths.Length == 1)
        {
            bodyLength = int.Parse(lengths[0], NumberStyles.None, CultureInfo.InvariantCulture);
            body = rest.Length < bodyLength ? null : rest[..bodyLength];
        }
        else
        {
            bool untilClose = !isRequest && lines[0][9] != '1';
            body = untilClose ? ended ? rest : null : "";
            bodyLength = body?.Length ?? 0;
        }

        length = end + 4 + bodyLength;
        return body is null ? null : new FuzzMessage(lines[0], body);
    }

    private static string? TryReadChunks(string text, out int length)
    {
        var body = new StringBuilder();
        length = 0;
        while (true)
        {
            int end = text.IndexOf("\r\n", length, StringComparison.Ordinal);
            if (end < 0)
            {
                return null;
            }

            string line = text[length..end];
            Check(ChunkSize().IsMatch(line), text);
            int size = int.Parse(line, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            length = end + 2;
            if (size == 0)
            {
                break;
            }

            if (text.Length < length + size + 2)
            {
                return null;
            }

            body.Append(text, length, size);
            Check(text[length + size] == '\r' && text[length + size + 1] == '\n', text);
            length += size + 2;
        }

        while (true)
        {
            int end = text.IndexOf("\r\n", length, StringComparison.Ordinal);
            if (end < 0)
            {
                return null;
            }

            string trailer = text[length..end];
            length = end + 2;
            if (trailer.Length == 0)
            {
                return body.ToString();
            }

            Check(Field().IsMatch(trailer), text);
        }
    }

    private static string[] Values(string[] lines, string name) =>
        [.. lines[1..].Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(line => line[(name.Length + 1)..].Trim())];

    private static void Check(bool right, string text)
    {
        if (!right)
        {
            throw new InvalidDataException($"Not one unambiguous message: {text[..Math.Min(500, text.Length)]}");
        }
    }

    [GeneratedRegex("^[!#$%&'*+.^_`|~0-9A-Za-z-]+ [!-\"$-~]+ HTTP/1\\.1$")]
    private static partial Regex RequestLine();

    [GeneratedRegex("^HTTP/1\\.1 [1-5][0-9][0-9] [^\\x00-\\x08\\x0a-\\x1f\\x7f]*$")]
    private static partial Regex StatusLine();

    [GeneratedRegex("^[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\\x00-\\x08\\x0a-\\x1f\\x7f]*$")]
    private static partial Regex Field();

    [GeneratedRegex("^[0-9a-f]{1,8}$")]
    private static partial Regex ChunkSize();
}
