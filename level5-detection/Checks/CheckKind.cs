namespace LearnLoadBalancer.Level5.Checks;

/// <summary>What a check has found.</summary>
internal enum CheckKind
{
    /// <summary>All is as it should be.</summary>
    Ok,

    /// <summary>The port is closed: nobody listens.</summary>
    Refused,

    /// <summary>There is no way to it, or its name means nothing.</summary>
    Unreachable,

    /// <summary>It took too long.</summary>
    Timeout,

    /// <summary>It took the connection, and ended it without a response.</summary>
    Closed,

    /// <summary>What it answers is not HTTP.</summary>
    NotHttp,

    /// <summary>The status is none of the good ones.</summary>
    Status,

    /// <summary>The body does not contain what it should.</summary>
    Body,

    /// <summary>The check could not be made, for a reason of ours. It says nothing of the backend.</summary>
    NotMade,
}
