using LearnLoadBalancer.Lab.Doctor;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Bench.Machine;

/// <summary>A program that the benchmark would like to have.</summary>
/// <param name="Tool">The program, and how to get it.</param>
/// <param name="Purpose">What it is for, and what happens without it.</param>
internal sealed record InstallHint(Tool Tool, string Purpose)
{
    private static readonly Dictionary<string, string> Purposes = new()
    {
        ["wrk"] = "the fastest load; without it the lab's own generator does the work",
        ["nginx"] = "a proxy to compare with, and the fastest backends; without it the lab's own backends answer",
        ["haproxy"] = "a proxy to compare with, in HTTP and in TCP mode",
        ["go"] = "the relay in Go, to which Levels 1 and 2 are compared",
    };

    /// <summary>All programs that the benchmark looks for.</summary>
    public static IReadOnlyList<InstallHint> All { get; } =
        [.. Tools.ForLater.Where(tool => Purposes.ContainsKey(tool.Command)).Select(tool => new InstallHint(tool, Purposes[tool.Command]))];

    /// <summary>Those that are missing.</summary>
    public static IReadOnlyList<InstallHint> Missing() => [.. All.Where(hint => Executables.FindInstalled(hint.Tool.Command) is null)];
}
