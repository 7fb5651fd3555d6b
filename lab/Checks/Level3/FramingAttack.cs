using System.Globalization;

namespace LearnLoadBalancer.Lab.Checks.Level3;

/// <summary>A message with another one hidden in it, for a reader that finds the end in the wrong place.</summary>
/// <param name="Name">What is odd about it.</param>
/// <param name="Write">Writes it: the path to ask for, the authority, and the request to hide.</param>
internal sealed record FramingAttack(string Name, Func<string, string, string, string> Write)
{
    /// <summary>
    /// One for each rule of RFC 9112 (sections 2.2, 5, 6 and 7) and RFC 9110 (sections 5.5 and 7.6.1) that is about
    /// where a message ends. Wherever a server may be lenient, the hidden request is not behind that reading.
    /// </summary>
    public static IReadOnlyList<FramingAttack> All { get; } =
    [
        new("Content-Length and Transfer-Encoding, the hidden request behind the last chunk", (path, host, hidden) =>
            Head(path, host, $"Content-Length: {Length("0\r\n\r\n" + hidden)}", "Transfer-Encoding: chunked") + "0\r\n\r\n" + hidden),
        new("Transfer-Encoding and Content-Length, the hidden request in a chunk", (path, host, hidden) =>
            Head(path, host, "Transfer-Encoding: chunked", $"Content-Length: {Chunk(hidden).IndexOf('\n') + 1}") + Chunk(hidden) + "0\r\n\r\n"),
        new("Transfer-Encoding with a space before the colon, and Content-Length", (path, host, hidden) =>
            Head(path, host, $"Content-Length: {Length("0\r\n\r\n" + hidden)}", "Transfer-Encoding : chunked") + "0\r\n\r\n" + hidden),
        new("Transfer-Encoding: xchunked, and Content-Length", (path, host, hidden) =>
            Head(path, host, $"Content-Length: {Length("0\r\n\r\n" + hidden)}", "Transfer-Encoding: xchunked") + "0\r\n\r\n" + hidden),
        new("Transfer-Encoding: chunked after a vertical tab, and Content-Length", (path, host, hidden) =>
            Head(path, host, $"Content-Length: {Length("0\r\n\r\n" + hidden)}", "Transfer-Encoding: \vchunked") + "0\r\n\r\n" + hidden),
        new("Transfer-Encoding on a folded line, and Content-Length", (path, host, hidden) =>
            Head(path, host, $"Content-Length: {Length("0\r\n\r\n" + hidden)}", "X-Folded: 1\r\n Transfer-Encoding: chunked") + "0\r\n\r\n" + hidden),
        new("Transfer-Encoding behind a CR without LF, and Content-Length", (path, host, hidden) =>
            Head(path, host, $"Content-Length: {Length("0\r\n\r\n" + hidden)}", "X-Odd: 1\rTransfer-Encoding: chunked") + "0\r\n\r\n" + hidden),
        new("a NUL in a field", (path, host, hidden) =>
            Head(path, host, $"Content-Length: {Length(hidden)}", "X-Odd: a\0b") + hidden),
        new("two Content-Length fields that differ", (path, host, hidden) =>
            Head(path, host, "Content-Length: 0", $"Content-Length: {Length(hidden)}") + hidden),
        new("Content-Length with a list", (path, host, hidden) =>
            Head(path, host, $"Content-Length: 0, {Length(hidden)}") + hidden),
        new("Content-Length with a plus sign", (path, host, hidden) =>
            Head(path, host, $"Content-Length: +{Length(hidden)}") + hidden),
        new("Content-Length below zero", (path, host, hidden) =>
            Head(path, host, "Content-Length: -1") + hidden),
        new("Content-Length that does not fit into 64 bits", (path, host, hidden) =>
            Head(path, host, "Content-Length: 18446744073709551616") + hidden),
        new("Content-Length that Connection names", (path, host, hidden) =>
            Head(path, host, $"Content-Length: {Length(hidden)}", "Connection: Content-Length") + hidden),
        new("a GET with a body", (path, host, hidden) =>
            Head(path, host, $"Content-Length: {Length(hidden)}").Replace("POST", "GET", StringComparison.Ordinal) + hidden),
        new("a chunk size that begins with 0x", (path, host, hidden) =>
            Head(path, host, "Transfer-Encoding: chunked") + "0x5\r\nhello\r\n0\r\n\r\n" + hidden),
        new("a chunk size below zero", (path, host, hidden) =>
            Head(path, host, "Transfer-Encoding: chunked") + "-5\r\nhello\r\n0\r\n\r\n" + hidden),
        new("a chunk size that does not fit into 64 bits", (path, host, hidden) =>
            Head(path, host, "Transfer-Encoding: chunked") + "10000000000000005\r\nhello\r\n0\r\n\r\n" + hidden),
        new("a chunk that is longer than its size", (path, host, hidden) =>
            Head(path, host, "Transfer-Encoding: chunked") + "5\r\nhello!\r\n0\r\n\r\n" + hidden),
        new("Host twice", (path, host, hidden) =>
            Head(path, host, "Host: other.example", $"Content-Length: {Length(hidden)}") + hidden),
    ];

    private static string Head(string path, string host, params string[] fields) =>
        $"POST {path} HTTP/1.1\r\nHost: {host}\r\n{string.Join("\r\n", fields)}\r\n\r\n";

    private static string Chunk(string body) => string.Create(CultureInfo.InvariantCulture, $"{body.Length:x}\r\n{body}\r\n");

    private static string Length(string body) => body.Length.ToString(CultureInfo.InvariantCulture);
}
