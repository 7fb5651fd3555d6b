using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LearnLoadBalancer.Tests.Support;

/// <summary>Reads what arrived, with a parser of its own that accepts nothing ambiguous: it is the judge of what we send.</summary>
internal sealed partial class HttpReader(Peer peer)
{
    private string _text = "";
    private bool _ended;

    /// <summary>What has been read too far.</summary>
    public string Rest => _text;

    /// <summary>Reads a request with its body; null when the connection ends in order before it begins.</summary>
    public async Task<HttpMessage?> ReadRequestAsync()
    {
        HttpMessage? message = await ReadHeadAsync();
        if (message is null)
        {
            return null;
        }

        if (!RequestLine().IsMatch(message.FirstLine) || message.All("Host").Count != 1)
        {
            throw new InvalidDataException($"Not a request: {message.Head}");
        }

        return message with { Body = await ReadBodyAsync(message, untilClose: false), Trailers = message.Trailers };
    }

    /// <summary>Reads a response with its body.</summary>
    /// <param name="toHead">It answers HEAD, so it has no body whatever it says.</param>
    public async Task<HttpMessage> ReadResponseAsync(bool toHead = false)
    {
        HttpMessage message = await ReadHeadAsync() ?? throw new EndOfStreamException("The connection ended without a response.");
        if (!StatusLine().IsMatch(message.FirstLine))
        {
            throw new InvalidDataException($"Not a response: {message.Head}");
        }

        bool bodiless = toHead || message.Status is < 200 or 204 or 304;
        return bodiless ? message : message with { Body = await ReadBodyAsync(message, untilClose: true), Trailers = message.Trailers };
    }

    /// <summary>Reads to the end (FIN), which must come without another byte. A reset is an error.</summary>
    public async Task ReadEndAsync()
    {
        string rest = _text + (_ended ? "" : await peer.ReadToEndAsync());
        if (rest.Length > 0)
        {
            throw new InvalidDataException($"Expected the end, but there was: {rest}");
        }
    }

    private async Task<HttpMessage?> ReadHeadAsync()
    {
        int end;
        while ((end = _text.IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            if (!await ReadMoreAsync())
            {
                return _text.Length == 0 ? null : throw new EndOfStreamException($"Half a head: {_text}");
            }
        }

        string head = Take(end + 4);
        string[] lines = head[..^4].Split("\r\n");
        var fields = new List<(string, string)>();
        foreach (string line in lines[1..])
        {
            Match match = Field().Match(line);
            fields.Add(match.Success
                ? (match.Groups[1].Value, match.Groups[2].Value)
                : throw new InvalidDataException($"Not a field: {line}"));
        }

        return new HttpMessage(head, lines[0], fields);
    }

    private async Task<string> ReadBodyAsync(HttpMessage message, bool untilClose)
    {
        IReadOnlyList<string> lengths = message.All("Content-Length");
        IReadOnlyList<string> codings = message.All("Transfer-Encoding");
        if (lengths.Count + codings.Count > 1)
        {
            throw new InvalidDataException($"Two ways to frame: {message.Head}");
        }

        if (codings.Count == 1)
        {
            return codings[0] == "chunked" ? await ReadChunksAsync(message) : throw new InvalidDataException(message.Head);
        }

        if (lengths.Count == 1)
        {
            int length = Digits().IsMatch(lengths[0])
                ? int.Parse(lengths[0], CultureInfo.InvariantCulture)
                : throw new InvalidDataException(message.Head);
            await NeedAsync(length);
            return Take(length);
        }

        if (untilClose)
        {
            while (await ReadMoreAsync())
            {
            }

            return Take(_text.Length);
        }

        return "";
    }

    private async Task<string> ReadChunksAsync(HttpMessage message)
    {
        var body = new StringBuilder();
        while (true)
        {
            string line = await ReadLineAsync();
            if (!ChunkSize().IsMatch(line))
            {
                throw new InvalidDataException($"Not a chunk size: {line}");
            }

            int size = int.Parse(line, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (size == 0)
            {
                break;
            }

            await NeedAsync(size + 2);
            body.Append(Take(size));
            if (Take(2) != "\r\n")
            {
                throw new InvalidDataException("No line end after a chunk.");
            }
        }

        while (await ReadLineAsync() is { Length: > 0 } trailer)
        {
            message.Trailers.Add(trailer);
        }

        return body.ToString();
    }

    private async Task<string> ReadLineAsync()
    {
        int end;
        while ((end = _text.IndexOf("\r\n", StringComparison.Ordinal)) < 0)
        {
            if (!await ReadMoreAsync())
            {
                throw new EndOfStreamException($"Half a line: {_text}");
            }
        }

        return Take(end + 2)[..^2];
    }

    private async Task NeedAsync(int count)
    {
        while (_text.Length < count)
        {
            if (!await ReadMoreAsync())
            {
                throw new EndOfStreamException($"{_text.Length} bytes of {count}, then the end.");
            }
        }
    }

    private async Task<bool> ReadMoreAsync()
    {
        string some = _ended ? "" : await peer.ReadSomeAsync();
        _ended = some.Length == 0;
        _text += some;
        return !_ended;
    }

    private string Take(int count)
    {
        string taken = _text[..count];
        _text = _text[count..];
        return taken;
    }

    [GeneratedRegex("^[!#$%&'*+.^_`|~0-9A-Za-z-]+ [!-\"$-~]+ HTTP/1\\.1$")]
    private static partial Regex RequestLine();

    [GeneratedRegex("^HTTP/1\\.1 [1-5][0-9][0-9] [^\\x00-\\x08\\x0a-\\x1f\\x7f]*$")]
    private static partial Regex StatusLine();

    [GeneratedRegex("^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\\x00-\\x08\\x0a-\\x1f\\x7f]*?)[ \t]*$")]
    private static partial Regex Field();

    [GeneratedRegex("^[0-9]+$")]
    private static partial Regex Digits();

    [GeneratedRegex("^[0-9a-f]+$")]
    private static partial Regex ChunkSize();
}
