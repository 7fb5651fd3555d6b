namespace LearnLoadBalancer.Http;

/// <summary>How much a stranger may ask of us, and for how long. Every limit has its reason here.</summary>
/// <remarks>
/// Whatever a peer controls and we have to store, count or wait for needs an end. Without one, the
/// cheapest attack is to be slow, or long, or never finished.
/// </remarks>
internal static class Limits
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

    /// <summary>
    /// Interim responses (1xx) before the real one: 16. One 100 and a few 103 are usual; a backend that
    /// sends them without end would keep its client waiting without end.
    /// </summary>
    public const int InterimResponses = 16;

    /// <summary>
    /// Clients at once: 16,384. Each costs a file descriptor and a few kilobytes, and a backend connection
    /// while its request runs; at some number it is kinder to say 503 than to fall over.
    /// </summary>
    public const int Clients = 16 * 1024;

    /// <summary>
    /// How many bytes a client may be ahead of us (pipelining): what fits into its buffer. The rest waits
    /// in the kernel, whose receive window then fills and stops the client. Also what an idle connection
    /// costs, so it is small; yet most heads fit, and are read with one call.
    /// </summary>
    public const int ClientBuffer = 1024;

    /// <summary>What a backend's response is received into. Nearly all responses of an API fit, head and body.</summary>
    public const int BackendBuffer = 16 * 1024;

    /// <summary>What is sent at once: a head, and as much of its body as fits behind it.</summary>
    public const int OutputBuffer = 16 * 1024;

    /// <summary>
    /// The buffer of a body that is on its way and longer than the buffers above. One call moves that
    /// much: the larger, the fewer calls per gigabyte; beyond 128 KiB the processor's cache is too small.
    /// </summary>
    public const int StreamBuffer = 128 * 1024;

    /// <summary>
    /// After so many bytes without having had to wait, a stream lets the other connections of its thread
    /// go first. Peers that are always ready would otherwise keep the thread to themselves.
    /// </summary>
    public const int BytesInARow = 1024 * 1024;

    /// <summary>Backends tried for one request: the first, and two more if nothing could be sent to those before.</summary>
    public const int Attempts = 3;

    /// <summary>Idle connections kept per backend: 128. More are wanted after a burst only.</summary>
    public const int IdlePerBackend = 128;

    /// <summary>
    /// How long a backend connection is kept idle: 60 s. Backends close theirs after a while too (Node.js
    /// after 5 s, nginx after 75 s), and who closes first avoids the race in which a request meets the close.
    /// </summary>
    public static readonly TimeSpan BackendIdle = TimeSpan.FromSeconds(60);

    /// <summary>How long a client may be idle between two requests, or before its first: 60 s. Then we close without a word.</summary>
    public static readonly TimeSpan ClientIdle = TimeSpan.FromSeconds(60);

    /// <summary>From the first byte of a request's head to its last: 10 s in all, however the bytes drip. Beyond: 408.</summary>
    public static readonly TimeSpan RequestHead = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Silence in the middle of an upload: 30 s. Never a limit on the whole: Traefik once gave uploads 60 s
    /// in all, and broke every large one on a slow line.
    /// </summary>
    public static readonly TimeSpan RequestBody = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Silence of a backend that owes us a response, or that takes no more of the request: 60 s. Beyond: 504.
    /// </summary>
    public static readonly TimeSpan Response = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The end of a request, when its whole response has been relayed already: 1 s. Most likely it is on its
    /// way this moment; and the client's next request should not wait for a backend that takes no more.
    /// </summary>
    public static readonly TimeSpan LastSend = TimeSpan.FromSeconds(1);

    /// <summary>
    /// After so long without a response we begin to listen whether a client that wants to send nothing
    /// more is still there: 1 s. Most answers are quicker, and listening costs a third of such a connection.
    /// </summary>
    public static readonly TimeSpan ListenAfter = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a client may take nothing of its response: 60 s, nginx's <c>send_timeout</c>. (Where the system does not tell
    /// what has arrived: how long it may take for one piece, <see cref="StreamBuffer"/> at most.)
    /// </summary>
    public static readonly TimeSpan ClientSend = TimeSpan.FromSeconds(60);
}
