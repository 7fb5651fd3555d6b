namespace LearnLoadBalancer.Forwarding;

/// <summary>How far a request has come.</summary>
internal enum ForwardStage
{
    /// <summary>It was not to be forwarded.</summary>
    Prepare,

    /// <summary>No backend could be reached. Nothing was sent.</summary>
    Connect,

    /// <summary>It was sent, or a part of it. Nothing of a response has come.</summary>
    Request,

    /// <summary>Something of a response has come. Nothing of it has gone to the client, but for interim responses.</summary>
    ResponseHead,

    /// <summary>The response was on its way to the client.</summary>
    ResponseBody,

    /// <summary>All of it was done.</summary>
    Done,
}
