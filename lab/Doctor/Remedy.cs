namespace LearnLoadBalancer.Lab.Doctor;

/// <summary>How to mend something, one line for each family of systems.</summary>
internal sealed record Remedy(string Linux, string MacOs, string Windows)
{
    /// <summary>The line for the system that this runs on.</summary>
    public string Here => OperatingSystem.IsWindows() ? Windows : OperatingSystem.IsMacOS() ? MacOs : Linux;

    /// <summary>The same line everywhere.</summary>
    public static Remedy Everywhere(string line) => new(line, line, line);
}
