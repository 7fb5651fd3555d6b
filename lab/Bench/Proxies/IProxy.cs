using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Bench.Proxies;

/// <summary>A proxy that is measured: how to get it ready, and how to start it.</summary>
internal interface IProxy
{
    /// <summary>Its name in <c>--proxies</c>, in the tables and in the JSON file.</summary>
    string Key { get; }

    /// <summary>What it is and how it is held to one worker, for the report.</summary>
    string Description { get; }

    /// <summary>True for .NET programs: those can tell what they allocate.</summary>
    bool IsDotNet { get; }

    /// <summary>Why it can't be measured here; null when it can.</summary>
    string? Obstacle { get; }

    /// <summary>Builds it, where it has to be built. Once per run.</summary>
    /// <exception cref="BenchException">The build failed.</exception>
    Task PrepareAsync(CancellationToken cancel);

    /// <summary>The command that starts it, its configuration written.</summary>
    ChildProgram Command(ProxyPlan plan);
}
