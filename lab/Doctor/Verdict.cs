namespace LearnLoadBalancer.Lab.Doctor;

/// <summary>The three things that a doctor can say.</summary>
internal enum Verdict
{
    Ok,

    /// <summary>Not there, but the course goes on without it.</summary>
    Optional,

    /// <summary>To be mended before the class.</summary>
    Missing,
}
