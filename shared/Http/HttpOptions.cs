using System.Net;

namespace LearnLoadBalancer.Http;

/// <summary>What an operator may want otherwise. The defaults are those of the course.</summary>
internal sealed record HttpOptions
{
    /// <summary>
    /// Clients at once: 16,384. Each costs a file descriptor and a few kilobytes, and a backend connection
    /// while its request runs; at some number it is kinder to say 503 than to fall over.
    /// </summary>
    public const int DefaultMaxClients = 16 * 1024;

    /// <summary>
    /// Who may tell us where a request came from. <c>X-Forwarded-*</c> of these peers is kept and extended, and
    /// <c>Forwarded</c> is kept; of everybody else the one is replaced and the other removed, since anyone can
    /// write them. Default: nobody.
    /// </summary>
    public IReadOnlyList<IPAddress> TrustedProxies { get; init; } = [];

    /// <summary>The largest request body in bytes; beyond it, 413. Default: no limit, since a relay stores none.</summary>
    public long? MaxBodyBytes { get; init; }

    /// <summary>Clients at once; those beyond it are told 503. Default: <see cref="DefaultMaxClients"/>, 16,384.</summary>
    public int MaxClients { get; init; } = DefaultMaxClients;

    /// <summary>
    /// Forward fields whose names contain <c>_</c>. Default: drop them, as nginx does: CGI-like servers read
    /// <c>X_Forwarded_For</c> and <c>X-Forwarded-For</c> as the same name, and ours would be overruled.
    /// </summary>
    public bool ForwardUnderscores { get; init; }

    /// <summary>
    /// Say <c>Via</c> to backends, as RFC 9110 (section 7.6.3) asks every gateway to. Default: no, as nginx, HAProxy and
    /// Caddy have it: nginx as a backend compresses nothing for requests that have it (<c>gzip_proxied</c>).
    /// </summary>
    public bool SendVia { get; init; }

    /// <summary>
    /// Take the end of a client's sending (FIN) for the end of its interest, and cancel what it asked for.
    /// Default: a client may end its sending right after its request and still gets the response.
    /// </summary>
    public bool AbortOnClose { get; init; }

    /// <summary>What a backend's name means: its addresses. Default: the system's knowledge. A test brings its own.</summary>
    public Func<string, Task<IPAddress[]>> LookUp { get; init; } = Dns.GetHostAddressesAsync;
}
