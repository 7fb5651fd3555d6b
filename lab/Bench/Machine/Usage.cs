namespace LearnLoadBalancer.Lab.Bench.Machine;

/// <summary>What a program, with the processes it has started, has used up to now.</summary>
/// <param name="User">Processor time in its own code.</param>
/// <param name="System">Processor time of the kernel on its behalf.</param>
/// <param name="Resident">Bytes in memory now.</param>
/// <param name="Peak">The most it ever had in memory.</param>
/// <param name="Threads">Threads now.</param>
internal readonly record struct Usage(TimeSpan User, TimeSpan System, long Resident, long Peak, int Threads)
{
    /// <summary>All processor time.</summary>
    public TimeSpan Cpu => User + System;

    /// <summary>Two programs together.</summary>
    public static Usage operator +(Usage a, Usage b) =>
        new(a.User + b.User, a.System + b.System, a.Resident + b.Resident, a.Peak + b.Peak, a.Threads + b.Threads);
}
