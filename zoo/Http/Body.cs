using System.Globalization;

namespace LearnLoadBalancer.Zoo.Http;

/// <summary>Where the body of a message ends (RFC 9112, section 6.3).</summary>
/// <param name="Length">After so many bytes; null: not by counting.</param>
/// <param name="IsChunked">With a chunk of size 0. Neither: when the connection ends.</param>
internal sealed record Body(long? Length, bool IsChunked)
{
    public static readonly Body None = new(0, false);
    public static readonly Body Chunked = new(null, true);
    public static readonly Body UntilClose = new(null, false);

    /// <exception cref="InvalidDataException">It could end in two places.</exception>
    public static Body OfRequest(Head request)
    {
        if (request.Words is not [_, _, "HTTP/1.1"] || request.Values("Host").Length > 1)
        {
            throw new InvalidDataException("Not a request of HTTP/1.1.");
        }

        return Of(request) ?? None;
    }

    /// <exception cref="InvalidDataException">It could end in two places.</exception>
    public static Body OfResponse(Head response, string method) => response.Words switch
    {
        [_, "204" or "304" or ['1', _, _], ..] => None,
        _ => (method == "HEAD" ? None : Of(response)) ?? UntilClose,
    };

    private static Body? Of(Head head)
    {
        string[] lengths = head.Values("Content-Length");
        if (head.Values("Transfer-Encoding") is [.. var codings] && codings.Length > 0)
        {
            return codings is [var coding] && coding.Equals("chunked", StringComparison.OrdinalIgnoreCase) && lengths.Length == 0
                ? Chunked
                : throw new InvalidDataException("Its end is told in two ways.");
        }

        return lengths switch
        {
            [] => null,
            [var one] when long.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out long length) => new Body(length, false),
            _ => throw new InvalidDataException("Its length is not one number."),
        };
    }
}
