using LearnLoadBalancer.Lab.Bench.Machine;

namespace LearnLoadBalancer.Lab.Bench.Report;

/// <summary>All that a run found out.</summary>
/// <param name="Machine">On what.</param>
/// <param name="Method">How often and how long.</param>
/// <param name="Contestants">Who took part.</param>
/// <param name="Notes">What to know when reading the figures.</param>
/// <param name="Missing">What could be installed.</param>
/// <param name="Scenarios">The figures.</param>
/// <param name="Targets">What they mean for the goals of the course.</param>
internal sealed record BenchReport(
    MachineInfo Machine,
    string Method,
    IReadOnlyList<Contestant> Contestants,
    IReadOnlyList<string> Notes,
    IReadOnlyList<InstallHint> Missing,
    IReadOnlyList<ScenarioResult> Scenarios,
    IReadOnlyList<TargetResult> Targets);
