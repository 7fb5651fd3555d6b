namespace LearnLoadBalancer.Tests.Docs.Running;

/// <summary>How the output so far compares with what the chapter shows.</summary>
internal enum Outcome
{
    /// <summary>All that is shown has come.</summary>
    Matched,

    /// <summary>No contradiction yet: wait for more.</summary>
    Incomplete,

    /// <summary>Something else has come.</summary>
    Different,
}
