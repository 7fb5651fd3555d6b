using System.Globalization;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>What there is of a response that was cut off, whatever the chunks in which its body came.</summary>
/// <param name="Head">The head with its empty line, or what there is of it.</param>
/// <param name="Body">The body without chunk sizes and line ends.</param>
/// <param name="IsWhole">A last chunk and its empty line have come: whoever reads this takes the response for whole.</param>
internal sealed record CutResponse(string Head, string Body, bool IsWhole)
{
    private const string LineEnd = "\r\n";
    private const string EmptyLine = LineEnd + LineEnd;

    public static CutResponse Parse(string text)
    {
        int endOfHead = text.IndexOf(EmptyLine, StringComparison.Ordinal);
        if (endOfHead < 0)
        {
            return new CutResponse(text, "", false);
        }

        string head = text[..(endOfHead + EmptyLine.Length)];
        string rest = text[head.Length..];
        if (!head.Contains("Transfer-Encoding: chunked", StringComparison.Ordinal))
        {
            return new CutResponse(head, rest, false);
        }

        string body = "";
        while (rest.IndexOf(LineEnd, StringComparison.Ordinal) is var endOfSize and >= 0)
        {
            int size = int.Parse(rest[..endOfSize], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            rest = rest[(endOfSize + LineEnd.Length)..];
            if (size == 0)
            {
                // The empty line follows at once, or trailers.
                return new CutResponse(head, body, rest.StartsWith(LineEnd, StringComparison.Ordinal) || rest.Contains(EmptyLine, StringComparison.Ordinal));
            }

            body += rest[..Math.Min(size, rest.Length)];
            if (rest.Length < size + LineEnd.Length)
            {
                break;
            }

            Assert.Equal(LineEnd, rest.Substring(size, LineEnd.Length));
            rest = rest[(size + LineEnd.Length)..];
        }

        return new CutResponse(head, body, false);
    }
}
