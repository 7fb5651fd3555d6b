namespace LearnLoadBalancer.Lab.Race.Live;

/// <summary>What became of a request.</summary>
internal enum LiveOutcome
{
    /// <summary>It is under way, or not yet sent.</summary>
    Open,

    /// <summary>A backend did its work.</summary>
    Answered,

    /// <summary>The queue of its backend was full.</summary>
    Refused,

    /// <summary>The client gave up.</summary>
    TimedOut,

    /// <summary>Anything else: no connection, half a response, a response of the balancer's own.</summary>
    Failed,
}
