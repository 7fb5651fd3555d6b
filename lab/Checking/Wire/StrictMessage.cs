using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LearnLoadBalancer.Lab.Checking.Wire;

/// <summary>A message as a suspicious reader sees it: one way to read it, or none. See <see cref="Ambiguity"/> for its head.</summary>
/// <param name="FirstLine">Request line or status line.</param>
/// <param name="Body">The body, its framing taken off.</param>
internal sealed partial record StrictMessage(string FirstLine, string Body)
{
    /// <summary>Reads the first message of a text.</summary>
    /// <param name="text">The bytes, as Latin-1.</param>
    /// <param name="isRequest">Else it is a response.</param>
    /// <param name="ended">Nothing more will come.</param>
    /// <param name="length">How long the message is.</param>
    /// <returns>The message; null while it is not all there.</returns>
    /// <exception cref="InvalidDataException">It is not HTTP, or can be read in two ways.</exception>
    public static StrictMessage? TryRead(string text, bool isRequest, bool ended, out int length)
    {
        length = 0;
        int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        var head = HttpHead.Parse(Encoding.Latin1.GetBytes(text[..(end + 4)]));
        string[] lines = text[..end].Split("\r\n");
        Check((isRequest ? RequestLine() : StatusLine()).IsMatch(lines[0]) && lines[1..].All(Field().IsMatch), "its first line or a field is not HTTP", text);
        string? ambiguity = isRequest ? Ambiguity.In(head) : Ambiguity.InFraming(head);
        Check(ambiguity is null, ambiguity!, text);
        string rest = text[(end + 4)..];
        BodyFraming framing = isRequest ? head.FramingOfRequest() : head.FramingOfResponse("GET");
        int bodyLength = (int)Math.Min(framing.Length ?? rest.Length, int.MaxValue);
        string? body = framing.IsChunked ? TryReadChunks(rest, out bodyLength)
            : rest.Length < bodyLength || (framing.Length is null && !ended) ? null
            : rest[..bodyLength];
        length = end + 4 + bodyLength;
        return body is null ? null : new StrictMessage(lines[0], body);
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
            Check(ChunkSize().IsMatch(line), "a chunk without its size", text);
            int size = int.Parse(line.Split(';')[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
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
            Check(text[length + size] == '\r' && text[length + size + 1] == '\n', "a chunk longer than its size", text);
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

            Check(Field().IsMatch(trailer), "a trailer that is no field", text);
        }
    }

    private static void Check(bool right, string wrong, string text)
    {
        if (!right)
        {
            throw new InvalidDataException($"Not one unambiguous message, {wrong}: {text[..Math.Min(500, text.Length)]}");
        }
    }

    [GeneratedRegex("^[!#$%&'*+.^_`|~0-9A-Za-z-]+ [!-\"$-~]+ HTTP/1\\.1$")]
    private static partial Regex RequestLine();

    [GeneratedRegex("^HTTP/1\\.1 [1-5][0-9][0-9] [^\\x00-\\x08\\x0a-\\x1f\\x7f]*$")]
    private static partial Regex StatusLine();

    [GeneratedRegex("^[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\\x00-\\x08\\x0a-\\x1f\\x7f]*$")]
    private static partial Regex Field();

    [GeneratedRegex("^0*[0-9a-fA-F]{1,7}(;[^\\x00-\\x08\\x0a-\\x1f\\x7f]*)?$")]
    private static partial Regex ChunkSize();
}
