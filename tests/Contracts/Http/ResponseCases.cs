namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>The table "Case by case: origin faults" of our rules for HTTP, and the responses that are no fault.</summary>
internal static class ResponseCases
{
    private const string Ok = "HTTP/1.1 200 OK\r\n";
    private const string Chunked = "Transfer-Encoding: chunked\r\n";
    private const string Http10 = "GET / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n";
    private const string Head = "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n";

    public static IReadOnlyList<ResponseCase> All { get; } =
    [
        Good("length", Ok + "X-A: 1\r\nContent-Length: 5\r\n\r\nhello", Ok + "X-A: 1\r\nContent-Length: 5\r\n\r\nhello"),
        Good("length 0", Ok + "Content-Length: 0\r\n\r\n", Ok + "Content-Length: 0\r\n\r\n"),
        Good("length with zeros", Ok + "Content-Length: 005\r\n\r\nhello", Ok + "Content-Length: 5\r\n\r\nhello"),
        Good("no reason", "HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello", "HTTP/1.1 200 \r\nContent-Length: 5\r\n\r\nhello"),
        Good("chunked", Ok + Chunked + "\r\n5\r\nhello\r\n0\r\n\r\n", Ok + Chunked + "\r\n5\r\nhello\r\n0\r\n\r\n"),
        Good("chunked with trailers", Ok + Chunked + "\r\n5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n", Ok + Chunked + "\r\n5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n"),
        Good("Trailer field", Ok + "Trailer: X-Sum\r\n" + Chunked + "\r\n5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n", Ok + "Trailer: X-Sum\r\n" + Chunked + "\r\n5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n"),
        Good("Trailer Content-Length", Ok + Chunked + "\r\n0\r\nContent-Length: 9\r\nX-Sum: 1\r\nTransfer-Encoding: x\r\nHost: b\r\nAuthorization: c\r\nSet-Cookie: d\r\n\r\n", Ok + Chunked + "\r\n0\r\nX-Sum: 1\r\n\r\n"),
        Good("chunked with extensions", Ok + Chunked + "\r\n5;a=b\r\nhello\r\n0;c\r\n\r\n", Ok + Chunked + "\r\n5\r\nhello\r\n0\r\n\r\n"),
        Good("hop-by-hop fields", Ok + "Keep-Alive: timeout=5\r\nConnection: keep-alive, X-A\r\nX-A: 1\r\nX-B: 2\r\nProxy-Authenticate: x\r\nUpgrade: h2c\r\nContent-Length: 5\r\n\r\nhello", Ok + "X-B: 2\r\nContent-Length: 5\r\n\r\nhello"),
        Good("status 600", "HTTP/1.1 600 OK\r\nContent-Length: 5\r\n\r\nhello", "HTTP/1.1 600 OK\r\nContent-Length: 5\r\n\r\nhello"),
        Good("status 999", "HTTP/1.1 999 No\r\nContent-Length: 5\r\n\r\nhello", "HTTP/1.1 999 No\r\nContent-Length: 5\r\n\r\nhello"),
        Good("204", "HTTP/1.1 204 No Content\r\nX-A: 1\r\n\r\n", "HTTP/1.1 204 No Content\r\nX-A: 1\r\n\r\n"),
        Good("204 that says it has a length", "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n"),
        Good("304", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n"),
        Good("to HEAD", Ok + "Content-Length: 5\r\n\r\n", Ok + "Content-Length: 5\r\n\r\n") with { Request = Head },
        Good("to HEAD, chunked", Ok + Chunked + "\r\n", Ok + Chunked + "\r\n") with { Request = Head },
        Good("to HEAD, no framing", Ok + "\r\n", Ok + "\r\n") with { Request = Head },
        Good("103", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + Ok + "Content-Length: 5\r\n\r\nhello", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + Ok + "Content-Length: 5\r\n\r\nhello"),
        Good("100 and 103", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n" + Ok + "Content-Length: 0\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n" + Ok + "Content-Length: 0\r\n\r\n"),
        Good("103 to HTTP/1.0", "HTTP/1.1 103 Early Hints\r\n\r\n" + Ok + "Content-Length: 5\r\n\r\nhello", Ok + "Content-Length: 5\r\nConnection: keep-alive\r\n\r\nhello") with { Request = Http10 },
        Good("chunked to HTTP/1.0", Ok + Chunked + "\r\n5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n", Ok + "Connection: close\r\n\r\nhello") with { Request = Http10 },
        new("EOF-delimited to HTTP/1.0", Ok + "\r\nhello", Afterwards.Close, Ok + "Connection: close\r\n\r\nhello", Request: Http10),
        new("EOF-delimited to keep-alive client", Ok + "\r\nhello", Afterwards.Close, Rechunked("hello")),
        new("EOF-delimited from HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\nhello", Afterwards.Close, Rechunked("hello")),
        new("HTTP/1.0 with a length", "HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello", Afterwards.Stay, Ok + "Content-Length: 5\r\n\r\nhello"),
        Good("HTTP/1.0 with keep-alive", "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 5\r\n\r\nhello", Ok + "Content-Length: 5\r\n\r\nhello"),
        new("Connection: close", Ok + "Connection: close\r\nContent-Length: 5\r\n\r\nhello", Afterwards.Stay, Ok + "Content-Length: 5\r\n\r\nhello"),
        new("CL+TE response", Ok + "Content-Length: 99\r\n" + Chunked + "\r\n5\r\nhello\r\n0\r\n\r\n", Afterwards.Stay, Ok + Chunked + "\r\n5\r\nhello\r\n0\r\n\r\n"),
        new("204 with body", "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello", Afterwards.Stay, "HTTP/1.1 204 No Content\r\n\r\n"),
        new("Bytes after the response", Ok + "Content-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil", Afterwards.Stay, Ok + "Content-Length: 5\r\n\r\nhello"),
        new("Bytes after the last chunk", Ok + Chunked + "\r\n0\r\n\r\nevil", Afterwards.Stay, Ok + Chunked + "\r\n0\r\n\r\n"),
        new("Bare LF", "HTTP/1.1 200 OK\nX-A: 1\nContent-Length: 5\n\nhello", Afterwards.Stay, Ok + "X-A: 1\r\nContent-Length: 5\r\n\r\nhello"),
        new("Bare LF in one line", Ok + "X-A: 1\nX-B: 2\r\nContent-Length: 5\r\n\r\nhello", Afterwards.Stay, Ok + "X-A: 1\r\nX-B: 2\r\nContent-Length: 5\r\n\r\nhello"),
        new("Bare LF at the head's end", Ok + "X-A: 1\r\nContent-Length: 5\r\n\nhello", Afterwards.Stay, Ok + "X-A: 1\r\nContent-Length: 5\r\n\r\nhello"),
        new("Bare LF, no reason", "HTTP/1.1 200\nContent-Length: 5\n\nhello", Afterwards.Stay, "HTTP/1.1 200 \r\nContent-Length: 5\r\n\r\nhello"),
        new("Bare LF and hop-by-hop fields", "HTTP/1.1 200 OK\nConnection: X-A\nX-A: 1\nX-B:  2 \nKeep-Alive: x\nContent-Length: 5\n\nhello", Afterwards.Stay, Ok + "X-B:  2\r\nContent-Length: 5\r\n\r\nhello"),
        new("Bare LF, chunked", "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\r\nhello\r\n0\r\n\r\n", Afterwards.Stay, Ok + Chunked + "\r\n5\r\nhello\r\n0\r\n\r\n"),
        new("Bare LF until close", "HTTP/1.0 200 OK\n\nhello", Afterwards.Close, Rechunked("hello")),
        new("Bare LF in a 103", "HTTP/1.1 103 Early Hints\nLink: </a>\n\n" + Ok + "Content-Length: 5\r\n\r\nhello", Afterwards.Stay, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + Ok + "Content-Length: 5\r\n\r\nhello"),
        new("Bare LF that splits a value", Ok + "X-A: 1\nContent-Length: 0\n\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil", Afterwards.Stay, Ok + "X-A: 1\r\nContent-Length: 0\r\n\r\n"),
        new("Two CLs by a bare LF", Ok + "X-A: 1\nContent-Length: 0\r\nContent-Length: 5\r\n\r\nhello", Afterwards.Stay, null, 502, "response_bad_framing"),
        Good("blanks behind a chunk's size", Ok + Chunked + "\r\n5  \r\nhello\r\n0\t \r\n\r\n", Ok + Chunked + "\r\n5\r\nhello\r\n0\r\n\r\n"),
        Good("blanks behind a chunk's extension", Ok + Chunked + "\r\n5 ; a=b \r\nhello\r\n0;c\t\r\n\r\n", Ok + Chunked + "\r\n5\r\nhello\r\n0\r\n\r\n"),
        Bad("Closed", "", Afterwards.Close, "backend_closed"),
        Bad("RST", "", Afterwards.Reset, "backend_reset"),
        Bad("junk", "hello\r\n\r\n", Afterwards.Stay, "response_junk"),
        Bad("junk, another protocol", "SSH-2.0-x\r\n", Afterwards.Stay, "response_junk"),
        Bad("half a header", Ok + "Content-Le", Afterwards.Close, "backend_closed"),
        Bad("half a header, then RST", Ok + "Content-Le", Afterwards.Reset, "backend_reset"),
        Bad("status of two digits", "HTTP/1.1 20 OK\r\n\r\n", Afterwards.Stay, "response_junk"),
        Bad("status 099", "HTTP/1.1 099 OK\r\n\r\n", Afterwards.Stay, "response_junk"),
        Bad("HTTP/2.0", "HTTP/2.0 200 OK\r\n\r\n", Afterwards.Stay, "response_junk"),
        Bad("empty line first", "\r\n" + Ok + "Content-Length: 0\r\n\r\n", Afterwards.Stay, "response_junk"),
        Bad("Two CLs", Ok + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", Afterwards.Stay, "response_bad_framing"),
        Bad("Two CLs, equal", Ok + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", Afterwards.Stay, "response_bad_framing"),
        Bad("CL -1", Ok + "Content-Length: -1\r\n\r\nhello", Afterwards.Stay, "response_bad_framing"),
        Bad("TE: gzip", Ok + "Transfer-Encoding: gzip, chunked\r\n\r\n", Afterwards.Stay, "response_bad_framing"),
        Bad("TE on HTTP/1.0", "HTTP/1.0 200 OK\r\n" + Chunked + "\r\n0\r\n\r\n", Afterwards.Stay, "response_bad_framing"),
        Bad("Space before colon", Ok + "X-A : 1\r\n\r\n", Afterwards.Stay, "response_junk"),
        Bad("NUL", Ok + "X-A: \0\r\n\r\n", Afterwards.Stay, "response_junk"),
        Bad("obs-fold", Ok + "X-A: 1\r\n 2\r\n\r\n", Afterwards.Stay, "response_junk"),
        Bad("Bare LF and obs-fold", Ok + "X-A: 1\n 2\n\n", Afterwards.Stay, "response_junk"),
        Bad("Bare CR", Ok + "X-A: 1\rX-B: 2\r\n\r\n", Afterwards.Stay, "response_junk"),
        Bad("CR twice", Ok + "X-A: 1\r\r\n\r\n", Afterwards.Stay, "response_junk"),
        Bad("Header 200 KB", Ok + "X-A: " + new string('x', 200 * 1024) + "\r\n\r\n", Afterwards.Stay, "response_head_too_large"),
        Bad("Unasked 101", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", Afterwards.Stay, "unasked_upgrade"),
        new("1xx without end", string.Concat(Enumerable.Repeat("HTTP/1.1 103 Early Hints\r\n\r\n", 17)), Afterwards.Stay, null, 502, "too_many_interim"),
        new("Truncated CL", Ok + "Content-Length: 9\r\n\r\nhello", Afterwards.Close, Ok + "Content-Length: 9\r\n\r\nhello", Cut: true),
        new("Truncated CL by RST", Ok + "Content-Length: 9\r\n\r\nhello", Afterwards.Reset, Ok + "Content-Length: 9\r\n\r\nhello", Cut: true),
        new("Truncated chunked", Ok + Chunked + "\r\n5\r\nhello\r\n", Afterwards.Close, Ok + Chunked + "\r\n5\r\nhello\r\n", Cut: true),
        new("Truncated chunked inside a chunk", Ok + Chunked + "\r\n9\r\nhello", Afterwards.Close, Ok + Chunked + "\r\n5\r\nhello\r\n", Cut: true),
        new("Truncated chunked before the trailers' end", Ok + Chunked + "\r\n5\r\nhello\r\n0\r\n", Afterwards.Close, Ok + Chunked + "\r\n5\r\nhello\r\n0\r\n", Cut: true),
        new("EOF-delimited cut by RST", Ok + "\r\nhello", Afterwards.Reset, Ok + Chunked + "\r\n5\r\nhello\r\n", Cut: true),
    ];

    /// <summary>For these, what arrives depends on how much was there when the head was sent on: see their own test.</summary>
    public static IReadOnlyList<ResponseCase> BadChunks { get; } =
    [
        Bad("Bad chunk", Ok + Chunked + "\r\nxyz\r\nhello\r\n0\r\n\r\n", Afterwards.Stay, "response_bad_chunk"),
        Bad("Bad second chunk", Ok + Chunked + "\r\n5\r\nhello\r\n0x5\r\nhello\r\n0\r\n\r\n", Afterwards.Stay, "response_bad_chunk"),
        Bad("Bad end of chunk", Ok + Chunked + "\r\n5\r\nhelloX\r\n0\r\n\r\n", Afterwards.Stay, "response_bad_chunk"),
        Bad("Blank before a chunk's size", Ok + Chunked + "\r\n 5\r\nhello\r\n0\r\n\r\n", Afterwards.Stay, "response_bad_chunk"),
        Bad("Blank in a chunk's size", Ok + Chunked + "\r\n0 5\r\nhello\r\n0\r\n\r\n", Afterwards.Stay, "response_bad_chunk"),
        Bad("LF in a chunk's extension", Ok + Chunked + "\r\n5;a\nhello\r\n0\r\n\r\n", Afterwards.Stay, "response_bad_chunk"),
    ];

    /// <summary>The names of <see cref="All"/>, for a theory.</summary>
    public static TheoryData<string> Rows => [.. All.Select(row => row.Row)];

    /// <summary>The names of <see cref="BadChunks"/>, for a theory.</summary>
    public static TheoryData<string> BadChunkRows => [.. BadChunks.Select(row => row.Row)];

    private static ResponseCase Good(string row, string raw, string received) => new(row, raw, Afterwards.Stay, received, Pooled: true);

    private static ResponseCase Bad(string row, string raw, Afterwards then, string cause) => new(row, raw, then, null, 502, cause);

    private static string Rechunked(string body) => Ok + Chunked + $"\r\n{body.Length:x}\r\n{body}\r\n0\r\n\r\n";
}
