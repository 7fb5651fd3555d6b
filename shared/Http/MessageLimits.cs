namespace LearnLoadBalancer.Http;

/// <summary>How long the parts of a message may be. Every limit has its reason here.</summary>
/// <remarks>
/// Whatever a peer controls and we have to store, count or wait for needs an end. Without one, the
/// cheapest attack is to be slow, or long, or never finished. How long we wait stands in <c>ForwardingLimits</c>.
/// </remarks>
internal static class MessageLimits
{
    /// <summary>The request line. 8 KiB, as nginx and Kestrel have it; RFC 9112 asks for 8,000 at least. Beyond: 414.</summary>
    public const int RequestLine = 8 * 1024;

    /// <summary>
    /// A whole head, the first line included: 32 KiB, Kestrel's default. Cookies fill it, nothing else
    /// should. Beyond: 431 to a client, 502 where it is a backend's.
    /// </summary>
    public const int Head = 32 * 1024;

    /// <summary>Fields in a head: 100, the default of Kestrel and (101) of HAProxy.</summary>
    public const int Fields = 100;

    /// <summary>
    /// Names in all <c>Connection</c> fields together. A handful occurs; each is compared with each
    /// field of the head, so a thousand of them would be work for nothing.
    /// </summary>
    public const int ConnectionOptions = 32;

    /// <summary>
    /// The line that begins a chunk, extensions and all: 4 KiB. Nobody uses extensions, so a long one is
    /// an attack (CVE-2023-39326 was megabytes of them to carry a few bytes of body).
    /// </summary>
    public const int ChunkLine = 4 * 1024;

    /// <summary>All trailer fields of a message: 8 KiB. They carry a checksum or a status, not a document.</summary>
    public const int Trailers = 8 * 1024;
}
