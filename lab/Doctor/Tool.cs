namespace LearnLoadBalancer.Lab.Doctor;

/// <summary>A program that the course uses.</summary>
/// <param name="Title">What people call it.</param>
/// <param name="Command">What the shell calls it.</param>
/// <param name="VersionArgument">Makes it print its version.</param>
/// <param name="Remedy">How to get it.</param>
internal sealed record Tool(string Title, string Command, string VersionArgument, Remedy Remedy)
{
    /// <summary>What the course was tried with at the least. Null: any will do.</summary>
    public Version? AtLeast { get; init; }
}
