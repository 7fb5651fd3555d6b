using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LearnLoadBalancer.Lab.Backends;

/// <summary>What a client asks for, as far as a built-in backend needs to know.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="Path">The target without its query.</param>
/// <param name="Query">What stands behind the question mark; empty without one.</param>
/// <param name="ContentLength">How long the body is; null when it is chunked.</param>
/// <param name="KeepAlive">Whether another request may follow on the same connection.</param>
/// <param name="ExpectsContinue">Whether the client waits for a "100 Continue" before it sends the body.</param>
internal sealed record RequestHead(string Method, string Path, string Query, long? ContentLength, bool KeepAlive, bool ExpectsContinue)
{
    /// <summary>Reads the lines of a head, without the empty one that ends it.</summary>
    /// <returns>False when it is not HTTP/1.x, or leaves open where the body ends.</returns>
    public static bool TryParse(IReadOnlyList<string> lines, [NotNullWhen(true)] out RequestHead? head)
    {
        head = null;
        if (lines[0].Split(' ') is not [{ Length: > 0 } method, { Length: > 0 } target, "HTTP/1.0" or "HTTP/1.1"])
        {
            return false;
        }

        long? length = 0;
        bool keepAlive = lines[0].EndsWith('1');
        bool expectsContinue = false;
        foreach (string line in lines.Skip(1))
        {
            int colon = line.IndexOf(':');
            if (colon < 1)
            {
                return false;
            }

            string value = line[(colon + 1)..].Trim().ToLowerInvariant();
            switch (line[..colon].ToLowerInvariant())
            {
                case "content-length" when length is not null:
                    if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes))
                    {
                        return false;
                    }

                    length = bytes;
                    break;
                case "transfer-encoding":
                    if (value != "chunked")
                    {
                        return false;
                    }

                    length = null;
                    break;
                case "connection":
                    keepAlive = value == "keep-alive" || (keepAlive && value != "close");
                    break;
                case "expect":
                    expectsContinue = value == "100-continue";
                    break;
            }
        }

        int mark = target.IndexOf('?');
        head = new RequestHead(
            method,
            mark < 0 ? target : target[..mark],
            mark < 0 ? "" : target[(mark + 1)..],
            length,
            keepAlive,
            expectsContinue);
        return true;
    }
}
