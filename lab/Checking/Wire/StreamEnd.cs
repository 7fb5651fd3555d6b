namespace LearnLoadBalancer.Lab.Checking.Wire;

/// <summary>How reading from a connection came to its end.</summary>
internal enum StreamEnd
{
    /// <summary>All that was asked for is there.</summary>
    Complete,

    /// <summary>The peer ended its sending in good order (FIN) before that.</summary>
    Closed,

    /// <summary>The connection was reset (RST).</summary>
    Reset,

    /// <summary>What came is not HTTP.</summary>
    Malformed,
}
