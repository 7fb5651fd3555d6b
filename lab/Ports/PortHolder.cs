namespace LearnLoadBalancer.Lab.Ports;

/// <summary>The program that listens on a port, as far as one can tell.</summary>
/// <param name="What">What it is, to be read after "taken by": <c>a backend of the course</c>.</param>
/// <param name="ProcessId">Its process id, or null when the system does not tell.</param>
internal sealed record PortHolder(string What, int? ProcessId)
{
    /// <summary>What it is, and how to find it in a list of processes.</summary>
    public override string ToString() => ProcessId is { } id ? $"{What}, process {id}" : What;

    /// <summary>The command that ends it; without a process id, words.</summary>
    public string HowToStop => ProcessId switch
    {
        null => "stop that program",
        { } id when OperatingSystem.IsWindows() => $"taskkill /PID {id} /F",
        { } id => $"kill {id}",
    };
}
