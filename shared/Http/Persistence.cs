namespace LearnLoadBalancer.Http;

/// <summary>Whether a connection may carry another message after this one (RFC 9112, section 9.3).</summary>
internal static class Persistence
{
    /// <summary>HTTP/1.1 stays open unless somebody says close; HTTP/1.0 closes unless somebody says keep-alive.</summary>
    public static bool KeepsOpen(HttpHead message) =>
        !message.Connection.Close && (message.MinorVersion > 0 || message.Connection.KeepAlive);

    /// <summary>
    /// Whether a backend's connection may be used again: the response must say so, and its end must have been
    /// beyond doubt. A connection on which the two ends may disagree about what comes next is poison to
    /// whoever gets it next.
    /// </summary>
    public static bool CanReuse(ResponseHead response, BodyFraming body)
    {
        // exercise 3.4: begin
        return KeepsOpen(response)
            && body.Kind != BodyKind.UntilClose
            && !response.AnnouncesForbiddenBody
            && !(response.TransferEncodings > 0 && response.ContentLengths > 0);
        // exercise 3.4: end
    }
}
