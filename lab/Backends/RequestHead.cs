using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Backends;

/// <summary>What a client asks for, as far as a built-in backend needs to know.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="Path">The target without its query.</param>
/// <param name="Query">What stands behind the question mark; empty without one.</param>
/// <param name="KeepAlive">Whether another request may follow on the same connection.</param>
/// <param name="ExpectsContinue">Whether the client waits for a "100 Continue" before it sends the body.</param>
internal sealed record RequestHead(string Method, string Path, string Query, bool KeepAlive, bool ExpectsContinue)
{
    /// <summary>Understands a head.</summary>
    /// <returns>False when it is not HTTP/1.x, or leaves open where the body ends.</returns>
    public static bool TryParse(HttpHead head, [NotNullWhen(true)] out RequestHead? request)
    {
        request = null;
        if (head.FirstLine.Split(' ') is not [{ Length: > 0 } method, { Length: > 0 } target, "HTTP/1.0" or "HTTP/1.1"] || !HasFieldsOnly(head)
            || !head.Values("Transfer-Encoding").All(coding => coding.Equals("chunked", StringComparison.OrdinalIgnoreCase))
            || !head.Values("Content-Length").All(length => long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            return false;
        }

        int mark = target.IndexOf('?');
        request = new RequestHead(
            method,
            mark < 0 ? target : target[..mark],
            mark < 0 ? "" : target[(mark + 1)..],
            !head.Says("Connection", "close") && (head.FirstLine.EndsWith('1') || head.Says("Connection", "keep-alive")),
            head.Says("Expect", "100-continue"));
        return true;
    }

    /// <summary>Every line but the first and the empty one at the end must be a field.</summary>
    private static bool HasFieldsOnly(HttpHead head) =>
        head.Fields.Count == head.Raw.Count(one => one == '\n') - 2 && head.Fields.All(field => field.Name.Length > 0);
}
