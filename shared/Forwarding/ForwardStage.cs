namespace LearnLoadBalancer.Forwarding;

/// <summary>How far a request has come.</summary>
internal enum ForwardStage
{
    /// <summary>No backend could be reached.</summary>
    Connect,

    /// <summary>The request was being sent.</summary>
    Request,

    /// <summary>The response's head was awaited. Nothing of it has gone to the client.</summary>
    ResponseHead,

    /// <summary>The response was on its way to the client.</summary>
    ResponseBody,

    /// <summary>All of it was done.</summary>
    Done,
}
