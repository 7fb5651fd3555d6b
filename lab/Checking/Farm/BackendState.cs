namespace LearnLoadBalancer.Lab.Checking.Farm;

/// <summary>How a played backend behaves.</summary>
internal enum BackendState
{
    /// <summary>Nobody listens: whoever dials is refused.</summary>
    Down,

    /// <summary>It answers.</summary>
    Up,

    /// <summary>It takes connections and reads, and never says a word.</summary>
    Silent,

    /// <summary>It does not even pick up: whoever dials waits.</summary>
    Hanging,
}
