namespace LearnLoadBalancer.Http;

/// <summary>The table of causes: the answers and the log are made from it, and a page of the documentation is held to it.</summary>
internal static class Causes
{
    /// <summary>The page, with a heading for each: what the log line leads to.</summary>
    public const string Page = "docs/causes.md";

    private static readonly Cause[] Table =
    [
        Of(CauseCode.BadRequestLine, "bad_request_line", Side.Client, 400,
            "The first line is not a request of HTTP/1.", "Look at what the client sends: often TLS or HTTP/2 spoken to a plain port."),
        Of(CauseCode.BadTarget, "bad_target", Side.Client, 400,
            "The address in the request line is not one that may be asked for.", "The client must percent-encode it, and leave '#' and user names out."),
        Of(CauseCode.BadField, "bad_field", Side.Client, 400,
            "A header line is malformed: a space before the colon, a folded line, a control character, or a line end without CR.", "Mend the client. Two servers may read such a line in two ways, so it is not passed on."),
        Of(CauseCode.BadHost, "bad_host", Side.Client, 400,
            "The Host header is missing, doubled, or not a host.", "The client must send exactly one, with a name and perhaps a port."),
        Of(CauseCode.BadContentLength, "bad_content_length", Side.Client, 400,
            "The Content-Length header is not one decimal number.", "The client must send one, with digits only."),
        Of(CauseCode.BadTransferEncoding, "bad_transfer_encoding", Side.Client, 400,
            "The Transfer-Encoding header does not say where the body ends.", "The client must send 'chunked' once, and last."),
        Of(CauseCode.AmbiguousFraming, "ambiguous_framing", Side.Client, 400,
            "The body's end is told in two ways, or in one that this HTTP version does not have.", "Either Content-Length or Transfer-Encoding. If no client of yours sends both, somebody tries request smuggling."),
        Of(CauseCode.BadChunk, "bad_chunk", Side.Client, 400,
            "The chunked body is malformed.", "Mend the client's encoding of chunks."),
        Of(CauseCode.BodyCut, "body_cut", Side.Client, 400,
            "The body ended before it was complete.", "The client stopped its upload, or counted wrongly."),
        Of(CauseCode.MethodNotAllowed, "method_not_allowed", Side.Client, 405,
            "CONNECT and TRACE are not passed on.", "Nothing, unless you wanted a forward proxy."),
        Of(CauseCode.HeadTimeout, "head_timeout", Side.Client, 408,
            "The head of the request took too long to arrive.", "A very slow line, or a client that holds connections on purpose."),
        Of(CauseCode.BodyTimeout, "body_timeout", Side.Client, 408,
            "The client stopped in the middle of its body.", "A broken line, or a client that waits for something: see Expect: 100-continue."),
        Of(CauseCode.BodyTooLarge, "body_too_large", Side.Client, 413,
            "The body is larger than allowed.", "Raise the limit, or let the client send less."),
        Of(CauseCode.LineTooLong, "line_too_long", Side.Client, 414,
            "The request line is too long.", "Long data belongs into a body, not into the address."),
        Of(CauseCode.ExpectationFailed, "expectation_failed", Side.Client, 417,
            "Only 100-continue may be expected.", "Mend the client."),
        Of(CauseCode.HeadTooLarge, "head_too_large", Side.Client, 431,
            "The head of the request is too large.", "Usually cookies that pile up: let the application delete some."),
        Of(CauseCode.TooManyFields, "too_many_fields", Side.Client, 431,
            "The request has too many header lines.", "Mend the client."),
        Of(CauseCode.ClientLeft, "client_left", Side.Client, 499,
            "The client left before it had its answer.", "Users who give up: look at how long answers take. Nobody gets to see this status."),
        Of(CauseCode.ClientStalled, "client_stalled", Side.Client, 0,
            "The client stopped taking its answer.", "A broken line, or a client that holds connections on purpose."),
        Of(CauseCode.UnsupportedCoding, "unsupported_coding", Side.Client, 501,
            "Of the transfer codings only 'chunked' is supported.", "The client must use Content-Encoding instead."),
        Of(CauseCode.UnsupportedVersion, "unsupported_version", Side.Client, 505,
            "Only HTTP/1.0 and HTTP/1.1 are spoken here.", "Mend the client."),
        Of(CauseCode.TooManyClients, "too_many_clients", Side.Balancer, 503,
            "Too many clients are connected.", "Somebody holds connections, or it is time for a second balancer."),
        Of(CauseCode.NoBackend, "no_backend", Side.Backend, 503,
            "No backend is healthy.", "Start one. The log says when each was lost."),
        Of(CauseCode.ConnectRefused, "connect_refused", Side.Backend, 502,
            "The backend refused the connection.", "Nothing listens there: is it running, and on that port?"),
        Of(CauseCode.ConnectFailed, "connect_failed", Side.Backend, 502,
            "The backend could not be reached.", "Look at its name and the network; the log has the system's own words."),
        Of(CauseCode.ConnectTimeout, "connect_timeout", Side.Backend, 504,
            "The backend did not take the connection in time.", "It is overloaded, its machine is down, or a firewall drops packets."),
        Of(CauseCode.BackendClosed, "backend_closed", Side.Backend, 502,
            "The backend closed the connection without an answer.", "Look for a crash in its log at that time."),
        Of(CauseCode.BackendReset, "backend_reset", Side.Backend, 502,
            "The backend reset the connection before its answer.", "It crashed, was killed, or refuses the request in a rude way."),
        Of(CauseCode.BackendStalled, "backend_stalled", Side.Backend, 504,
            "The backend stopped taking the request.", "It is stuck: look at what it waits for."),
        Of(CauseCode.AnswerTimeout, "answer_timeout", Side.Backend, 504,
            "The backend did not answer in time.", "A slow query or a deadlock; or an answer that needs longer than the limit allows."),
        Of(CauseCode.AnswerJunk, "answer_junk", Side.Backend, 502,
            "The backend's answer is not HTTP.", "Does it expect TLS? Does another protocol live on that port?"),
        Of(CauseCode.AnswerHeadTooLarge, "answer_head_too_large", Side.Backend, 502,
            "The head of the backend's answer is too large.", "Usually too many cookies set at once."),
        Of(CauseCode.AnswerBadFraming, "answer_bad_framing", Side.Backend, 502,
            "The backend does not say clearly where its answer ends.", "Mend the backend: one valid Content-Length, or 'chunked'."),
        Of(CauseCode.AnswerBadChunk, "answer_bad_chunk", Side.Backend, 502,
            "The backend's chunked answer is malformed.", "Mend the backend's encoding of chunks."),
        Of(CauseCode.AnswerCut, "answer_cut", Side.Backend, 502,
            "The backend's answer ended before it was complete.", "It crashed in mid-answer. The client's connection was reset, so that it can't take the part for the whole."),
        Of(CauseCode.UnaskedUpgrade, "unasked_upgrade", Side.Backend, 502,
            "The backend switched protocols, and nobody had asked for it.", "Mend the backend."),
        Of(CauseCode.TooManyInterim, "too_many_interim", Side.Backend, 502,
            "The backend sent interim answers without end.", "Mend the backend."),
    ];

    /// <summary>All of them, in the order in which the documentation has them.</summary>
    public static IReadOnlyList<Cause> All => Table;

    /// <summary>The entry of a code.</summary>
    public static Cause Of(CauseCode code) => Table[(int)code - 1];

    private static Cause Of(CauseCode code, string name, Side side, int status, string meaning, string remedy) =>
        new(code, name, side, status, meaning, remedy);
}
