namespace LearnLoadBalancer.Http;

/// <summary>The table of causes: the responses and the log are made from it, and a page of the documentation is held to it.</summary>
internal static class Causes
{
    /// <summary>The page, with a heading for each: what the log line leads to.</summary>
    public const string Page = "docs/causes.md";

    private static readonly Cause[] Table =
    [
        Of(CauseCode.BadRequestLine, "bad_request_line", Side.Client, 400,
            "The first line is not a request of HTTP/1."),
        Of(CauseCode.BadTarget, "bad_target", Side.Client, 400,
            "The address in the request line is not one that may be asked for."),
        Of(CauseCode.BadField, "bad_field", Side.Client, 400,
            "A header line is malformed: a space before the colon, a folded line, a control character, or a line end without CR."),
        Of(CauseCode.BadHost, "bad_host", Side.Client, 400,
            "The Host header is missing, doubled, or not a host."),
        Of(CauseCode.BadContentLength, "bad_content_length", Side.Client, 400,
            "The Content-Length header is not one decimal number."),
        Of(CauseCode.BadTransferEncoding, "bad_transfer_encoding", Side.Client, 400,
            "The Transfer-Encoding header does not say where the body ends."),
        Of(CauseCode.AmbiguousFraming, "ambiguous_framing", Side.Client, 400,
            "The body's end is told in two ways, or in one that this HTTP version does not have."),
        Of(CauseCode.BadChunk, "bad_chunk", Side.Client, 400,
            "The chunked body is malformed."),
        Of(CauseCode.BodyCut, "body_cut", Side.Client, 400,
            "The body ended before it was complete."),
        Of(CauseCode.MethodNotAllowed, "method_not_allowed", Side.Client, 405,
            "CONNECT and TRACE are not passed on."),
        Of(CauseCode.HeadTimeout, "head_timeout", Side.Client, 408,
            "The head of the request took too long to arrive."),
        Of(CauseCode.BodyTimeout, "body_timeout", Side.Client, 408,
            "The client stopped in the middle of its body."),
        Of(CauseCode.BodyTooLarge, "body_too_large", Side.Client, 413,
            "The body is larger than allowed."),
        Of(CauseCode.LineTooLong, "line_too_long", Side.Client, 414,
            "The request line is too long."),
        Of(CauseCode.ExpectationFailed, "expectation_failed", Side.Client, 417,
            "Only 100-continue may be expected."),
        Of(CauseCode.HeadTooLarge, "head_too_large", Side.Client, 431,
            "The head of the request is too large."),
        Of(CauseCode.TooManyFields, "too_many_fields", Side.Client, 431,
            "The request has too many header lines."),
        Of(CauseCode.ClientLeft, "client_left", Side.Client, 499,
            "The client left before it had its response."),
        Of(CauseCode.ClientStalled, "client_stalled", Side.Client, 0,
            "The client stopped taking its response."),
        Of(CauseCode.UnsupportedCoding, "unsupported_coding", Side.Client, 501,
            "Of the transfer codings only 'chunked' is supported."),
        Of(CauseCode.UnsupportedVersion, "unsupported_version", Side.Client, 505,
            "Only HTTP/1.0 and HTTP/1.1 are spoken here."),
        Of(CauseCode.TooManyClients, "too_many_clients", Side.Balancer, 503,
            "Too many clients are connected."),
        Of(CauseCode.NoBackend, "no_backend", Side.Backend, 503,
            "No backend is healthy."),
        Of(CauseCode.ConnectRefused, "connect_refused", Side.Backend, 502,
            "The backend refused the connection."),
        Of(CauseCode.ConnectFailed, "connect_failed", Side.Backend, 502,
            "The backend could not be reached."),
        Of(CauseCode.ConnectTimeout, "connect_timeout", Side.Backend, 504,
            "The backend did not take the connection in time."),
        Of(CauseCode.BackendClosed, "backend_closed", Side.Backend, 502,
            "The backend closed the connection without a response."),
        Of(CauseCode.BackendReset, "backend_reset", Side.Backend, 502,
            "The backend reset the connection before its response."),
        Of(CauseCode.BackendStalled, "backend_stalled", Side.Backend, 504,
            "The backend stopped taking the request."),
        Of(CauseCode.ResponseTimeout, "response_timeout", Side.Backend, 504,
            "The backend did not respond in time."),
        Of(CauseCode.ResponseJunk, "response_junk", Side.Backend, 502,
            "The backend's response is not HTTP."),
        Of(CauseCode.ResponseHeadTooLarge, "response_head_too_large", Side.Backend, 502,
            "The head of the backend's response is too large."),
        Of(CauseCode.ResponseBadFraming, "response_bad_framing", Side.Backend, 502,
            "The backend does not say clearly where its response ends."),
        Of(CauseCode.ResponseBadChunk, "response_bad_chunk", Side.Backend, 502,
            "The backend's chunked response is malformed."),
        Of(CauseCode.ResponseCut, "response_cut", Side.Backend, 502,
            "The backend's response ended before it was complete."),
        Of(CauseCode.UnaskedUpgrade, "unasked_upgrade", Side.Backend, 502,
            "The backend switched protocols, and nobody had asked for it."),
        Of(CauseCode.TooManyInterim, "too_many_interim", Side.Backend, 502,
            "The backend sent interim responses without end."),
    ];

    /// <summary>All of them, in the order in which the documentation has them.</summary>
    public static IReadOnlyList<Cause> All => Table;

    /// <summary>The entry of a code.</summary>
    public static Cause Of(CauseCode code) => Table[(int)code - 1];

    private static Cause Of(CauseCode code, string name, Side side, int status, string meaning) =>
        new(code, name, side, status, meaning);
}
