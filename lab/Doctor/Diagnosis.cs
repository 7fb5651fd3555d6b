namespace LearnLoadBalancer.Lab.Doctor;

/// <summary>What a doctor can say of a thing.</summary>
internal enum Diagnosis
{
    Ok,

    /// <summary>Not there, but the course goes on without it.</summary>
    Optional,

    /// <summary>To be mended before the class.</summary>
    Missing,

    /// <summary>Somebody has it: to be mended before the class.</summary>
    Taken,
}
