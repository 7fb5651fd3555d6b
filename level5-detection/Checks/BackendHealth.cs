namespace LearnLoadBalancer.Level5.Checks;

/// <summary>What the checks say of a backend.</summary>
internal enum BackendHealth
{
    /// <summary>It was never checked.</summary>
    Unknown,

    /// <summary>It passes.</summary>
    Up,

    /// <summary>It does not.</summary>
    Down,
}
