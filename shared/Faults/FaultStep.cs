namespace LearnLoadBalancer.Faults;

/// <summary>The steps of a request's way at which a test can let something go wrong.</summary>
internal enum FaultStep
{
    /// <summary>The head of the request is about to be read.</summary>
    Parse,

    /// <summary>A backend is about to be chosen.</summary>
    Pick,

    /// <summary>A connection is about to be taken out of the pool, or dialled.</summary>
    Borrow,

    /// <summary>A backend was dialled; its socket belongs to nobody yet.</summary>
    Connect,

    /// <summary>The head of the request is about to be sent.</summary>
    WriteHead,

    /// <summary>The response is on its way.</summary>
    Relay,

    /// <summary>The rest of the request's body is on its way.</summary>
    Upload,

    /// <summary>The backend's connection is about to go back.</summary>
    Return,

    /// <summary>The request is over, and its exchange is about to go back.</summary>
    Finish,
}
