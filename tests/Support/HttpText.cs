namespace LearnLoadBalancer.Tests.Support;

/// <summary>The few messages that the tests speak.</summary>
internal static class HttpText
{
    /// <summary>A request without a body.</summary>
    public const string Get = "GET / HTTP/1.1\r\nHost: example.test\r\n\r\n";

    /// <summary>The end of a head.</summary>
    public const string EndOfHead = "\r\n\r\n";

    /// <summary>The response of Levels 1 and 2 when there is no backend, byte by byte.</summary>
    public const string BadGateway =
        "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 20\r\nConnection: close\r\n\r\nBackend Unavailable\n";

    /// <summary>The head of an upload.</summary>
    public static string Post(long length) => $"POST / HTTP/1.1\r\nHost: example.test\r\nContent-Length: {length}\r\n\r\n";

    /// <summary>A response with this body.</summary>
    public static string Response(string body) => $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    /// <summary>The head of a response whose body follows.</summary>
    public static string ResponseHead(long length) => $"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n";
}
