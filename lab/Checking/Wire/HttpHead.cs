using System.Globalization;
using System.Text;

namespace LearnLoadBalancer.Lab.Checking.Wire;

/// <summary>The head of an HTTP/1.1 message: first line and fields, as they came over the wire.</summary>
/// <remarks>
/// It takes whatever comes: the checker has to look at the messages of programs that are wrong. Bytes
/// and characters are one to one (Latin-1), so nothing is lost by reading it as text.
/// </remarks>
internal sealed class HttpHead
{
    private HttpHead(byte[] raw)
    {
        Raw = raw;
        string[] lines = Encoding.Latin1.GetString(raw).Split("\r\n");
        FirstLine = lines[0];
        Fields = [.. lines.Skip(1).Where(line => line.Contains(':')).Select(Split)];
    }

    /// <summary>The bytes, with the empty line that ends the head.</summary>
    public byte[] Raw { get; }

    /// <summary><c>GET / HTTP/1.1</c> or <c>HTTP/1.1 200 OK</c>.</summary>
    public string FirstLine { get; }

    /// <summary>The fields in their order, names as they were written.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields { get; }

    /// <summary>The method of a request.</summary>
    public string Method => Word(0);

    /// <summary>The path and query of a request.</summary>
    public string Target => Word(1);

    /// <summary>The status of a response, or 0 when there is none to be read.</summary>
    public int Status => FirstLine.StartsWith("HTTP/1.", StringComparison.Ordinal)
        && int.TryParse(Word(1), NumberStyles.None, CultureInfo.InvariantCulture, out int status) ? status : 0;

    /// <summary>True when the first line is one of HTTP/1.</summary>
    public bool IsHttp => Status > 0 || Word(2).StartsWith("HTTP/1.", StringComparison.Ordinal);

    public static HttpHead Parse(byte[] raw) => new(raw);

    /// <summary>The values of all fields of this name, in their order.</summary>
    public IReadOnlyList<string> Values(string name) =>
        [.. Fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value)];

    /// <summary>True when a field holds this word, among others perhaps, as in <c>Connection: close</c>.</summary>
    public bool Says(string name, string word) => Values(name)
        .SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries))
        .Contains(word, StringComparer.OrdinalIgnoreCase);

    /// <summary>How the end of a response's body is found (RFC 9112, section 6.3).</summary>
    public BodyFraming FramingOfResponse(string method) =>
        method == "HEAD" || Status is 204 or 304 or (>= 100 and < 200) ? BodyFraming.Empty : Framing(BodyFraming.UntilClose);

    /// <summary>How the end of a request's body is found.</summary>
    public BodyFraming FramingOfRequest() => Framing(BodyFraming.Empty);

    private BodyFraming Framing(BodyFraming otherwise)
    {
        if (Says("Transfer-Encoding", "chunked"))
        {
            return BodyFraming.Chunked;
        }

        return Values("Content-Length") is [var text, ..]
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long length)
            ? BodyFraming.OfLength(length)
            : otherwise;
    }

    private static (string Name, string Value) Split(string line)
    {
        int colon = line.IndexOf(':');
        return (line[..colon], line[(colon + 1)..].Trim(' ', '\t'));
    }

    private string Word(int index) =>
        FirstLine.Split(' ', 3) is var words && words.Length > index ? words[index] : "";
}
