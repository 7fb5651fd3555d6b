namespace LearnLoadBalancer.Lab.Checking;

/// <summary>What a check says in the end.</summary>
internal enum Verdict
{
    Passed,
    Failed,

    /// <summary>It could not be judged. The outcome says why.</summary>
    CouldNotTell,
}
