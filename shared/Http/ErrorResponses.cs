using System.Net;
using System.Text;

namespace LearnLoadBalancer.Http;

/// <summary>The responses that we give ourselves: short, plain, and with the cause in one word.</summary>
internal static class ErrorResponses
{
    /// <summary>The field that names the cause, in answers of our own and in no others.</summary>
    public const string CauseField = "X-LB-Cause";

    /// <summary>When nobody is there to answer, try again after so many seconds: about the time that a check takes to see a change.</summary>
    public const int RetryAfterSeconds = 10;

    // Made once: an error must not cost more than a response, least of all in a flood of them.
    private static readonly byte[][] Made = [.. Causes.All.SelectMany(cause =>
        new[] { Make(cause, false, false), Make(cause, false, true), Make(cause, true, false), Make(cause, true, true) })];

    /// <summary>The response, head and body, ready to be sent.</summary>
    /// <param name="code">The cause, which must have a status.</param>
    /// <param name="keepOpen">Whether the connection may go on. Never after a request whose end is in doubt.</param>
    /// <param name="headOnly">To a HEAD request the body is left out, and only its length told.</param>
    public static ReadOnlyMemory<byte> For(CauseCode code, bool keepOpen, bool headOnly) =>
        Made[(((int)code - 1) * 4) + (keepOpen ? 2 : 0) + (headOnly ? 1 : 0)];

    private static byte[] Make(Cause cause, bool keepOpen, bool headOnly)
    {
        string body = $"{cause.Status} {Reason(cause.Status)}: {cause.Meaning} ({cause.Name})\n";
        return Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {cause.Status} {Reason(cause.Status)}\r\n" +
            "Content-Type: text/plain; charset=utf-8\r\n" +
            $"Content-Length: {body.Length}\r\n" +
            $"{CauseField}: {cause.Name}\r\n" +
            (cause.Status == 405 ? "Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r\n" : "") +
            (cause.Status == 503 ? $"Retry-After: {RetryAfterSeconds}\r\n" : "") +
            (keepOpen ? "" : "Connection: close\r\n") +
            "\r\n" +
            (headOnly ? "" : body));
    }

    private static string Reason(int status) => status switch
    {
        400 => "Bad Request",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        413 => "Content Too Large",
        414 => "URI Too Long",
        417 => "Expectation Failed",
        431 => "Request Header Fields Too Large",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        505 => "HTTP Version Not Supported",
        _ => ((HttpStatusCode)status).ToString(), // Never sent.
    };
}
