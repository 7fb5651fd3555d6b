namespace LearnLoadBalancer.Level5.States;

/// <summary>What a backend is good for at the moment, all that is known of it taken together.</summary>
internal enum Standing
{
    /// <summary>It was not checked yet.</summary>
    Unknown,

    /// <summary>Nobody could answer there: the last check was refused.</summary>
    Gone,

    /// <summary>It is there, and does not do its work: it fails its checks, or is ejected.</summary>
    Ill,

    /// <summary>Its ejection is over, and one request may find out.</summary>
    Probing,

    /// <summary>It is well.</summary>
    Usable,
}
