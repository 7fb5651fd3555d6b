namespace LearnLoadBalancer.Level5.Ejection;

/// <summary>Where a backend is between its work and its rest.</summary>
internal enum EjectionState
{
    /// <summary>At work.</summary>
    InUse,

    /// <summary>It gets nothing until a certain time.</summary>
    Ejected,

    /// <summary>That time is over. One request at a time finds out whether it works again. ("Half-open".)</summary>
    Probing,
}
