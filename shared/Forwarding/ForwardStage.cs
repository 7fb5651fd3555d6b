namespace LearnLoadBalancer.Forwarding;

/// <summary>How far a request has come.</summary>
internal enum ForwardStage
{
    /// <summary>No backend could be reached.</summary>
    Connect,

    /// <summary>The request was being sent.</summary>
    Request,

    /// <summary>The answer's head was awaited. Nothing of it has gone to the client.</summary>
    AnswerHead,

    /// <summary>The answer was on its way to the client.</summary>
    AnswerBody,

    /// <summary>All of it was done.</summary>
    Done,
}
