using System.Globalization;
using System.Text;

namespace LearnLoadBalancer.Lab.Backends;

/// <summary>What a built-in backend answers.</summary>
/// <param name="Status">Code and reason: <c>200 OK</c>.</param>
/// <param name="Block">The body; where it is long, the block that is repeated.</param>
internal sealed record Response(string Status, ReadOnlyMemory<byte> Block)
{
    /// <summary>None: the client waits until it has had enough.</summary>
    public static readonly Response Never = new("", ReadOnlyMemory<byte>.Empty);

    /// <summary>How often the block is sent.</summary>
    public long Times { get; init; } = 1;

    /// <summary>How long to wait before answering.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The methods that would have been understood, for a 405.</summary>
    public string? Allow { get; init; }

    /// <summary>A response of one line.</summary>
    public static Response Line(string status, string text) => new(status, Encoding.UTF8.GetBytes(text + "\n"));

    /// <summary>The bytes that go before the body.</summary>
    public byte[] Head(bool keepAlive) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 {Status}\r\n{(Allow is null ? "" : $"Allow: {Allow}\r\n")}Content-Type: text/plain; charset=utf-8\r\nContent-Length: {Block.Length * Times}\r\nDate: {DateTimeOffset.UtcNow:R}\r\nConnection: {(keepAlive ? "keep-alive" : "close")}\r\n\r\n"));
}
