namespace LearnLoadBalancer.Forwarding;

/// <summary>Whether a request is tried once more, and where.</summary>
internal enum NextTry
{
    /// <summary>It is not: it has its response, or whatever it has must do.</summary>
    None,

    /// <summary>At the same backend, on a connection that was never used before.</summary>
    SameBackend,

    /// <summary>At a backend where it has not been yet.</summary>
    AnotherBackend,
}
