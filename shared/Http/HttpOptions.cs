using System.Net;

namespace LearnLoadBalancer.Http;

/// <summary>What an operator may want otherwise. The defaults are those of the course.</summary>
internal sealed record HttpOptions
{
    /// <summary>
    /// Who may tell us where a request came from. <c>X-Forwarded-*</c> of these peers is kept and extended, and
    /// <c>Forwarded</c> is kept; of everybody else the one is replaced and the other removed, since anyone can
    /// write them. Default: nobody.
    /// </summary>
    public IReadOnlyList<IPAddress> TrustedProxies { get; init; } = [];

    /// <summary>The largest request body in bytes; beyond it, 413. Default: no limit, since a relay stores none.</summary>
    public long? MaxBodyBytes { get; init; }

    /// <summary>Clients at once; those beyond it are told 503. Default: <see cref="Limits.Clients"/>, 16,384.</summary>
    public int MaxClients { get; init; } = Limits.Clients;

    /// <summary>
    /// Forward fields whose names contain <c>_</c>. Default: drop them, as nginx does: CGI-like servers read
    /// <c>X_Forwarded_For</c> and <c>X-Forwarded-For</c> as the same name, and ours would be overruled.
    /// </summary>
    public bool ForwardUnderscores { get; init; }

    /// <summary>
    /// Take the end of a client's sending (FIN) for the end of its interest, and cancel what it asked for.
    /// Default: a client may end its sending right after its request and still gets the response.
    /// </summary>
    public bool AbortOnClose { get; init; }
}
