using System.Buffers;
using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Http;

/// <summary>The one response that Levels 1 and 2 give themselves: 502 Bad Gateway (RFC 9110, section 15.6.3).</summary>
public static class BadGateway
{
    private const string Body = "Backend Unavailable\n";

    /// <summary>The whole response, as it goes over the wire.</summary>
    /// <remarks>
    /// HTTP ends the lines of a head with CR LF, and the head with an empty line. Content-Length says
    /// where the body ends; Connection: close says that no further answer will follow.
    /// </remarks>
    public static ReadOnlyMemory<byte> Bytes { get; } = Encoding.ASCII.GetBytes(
        "HTTP/1.1 502 Bad Gateway\r\n" +
        "Content-Type: text/plain; charset=utf-8\r\n" +
        $"Content-Length: {Body.Length}\r\n" +
        "Connection: close\r\n" +
        "\r\n" +
        Body);

    /// <summary>Answers the client, and makes sure that it can read the response. Never throws.</summary>
    public static Task SendAsync(Socket client, TimeProvider time, CancellationToken abort, ArrayPool<byte>? buffers = null) =>
        LingeringClose.SendAsync(client, Bytes, time, abort, buffers);
}
