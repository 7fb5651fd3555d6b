namespace LearnLoadBalancer.Http;

/// <summary>The methods that a proxy treats in a way of their own. Names are case-sensitive (RFC 9110, section 9.1).</summary>
internal enum RequestMethod
{
    /// <summary>Passed on, and taken for one that must not be repeated.</summary>
    Other,
    Get,
    Head,
    Options,
    Put,
    Delete,
    Post,

    /// <summary>Would echo a request with its credentials: refused.</summary>
    Trace,

    /// <summary>Would make us an open relay to anywhere: refused.</summary>
    Connect,
}
