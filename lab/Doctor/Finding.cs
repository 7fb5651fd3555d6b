namespace LearnLoadBalancer.Lab.Doctor;

/// <summary>What the doctor found out about one thing.</summary>
/// <param name="Title">The thing.</param>
/// <param name="Diagnosis">Is it as it should be?</param>
/// <param name="Detail">The version, the holder of the port, …</param>
/// <param name="Remedy">How to mend it, should it need that.</param>
internal sealed record Finding(string Title, Diagnosis Diagnosis, string Detail, Remedy Remedy);
