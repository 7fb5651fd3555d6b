using LearnLoadBalancer.Lab.Bench.Machine;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Bench;

/// <summary>What can't be measured here, or not well.</summary>
internal static class BenchNotes
{
    /// <summary>The sentences for the report.</summary>
    public static IEnumerable<string> All()
    {
        yield return "Generator, proxy and backends share one machine. Requests per second depend on all of them; "
            + "compare the CPU time of the proxies first.";
        if (MachineInfo.ReadLoadAverage() is { } load && load > Environment.ProcessorCount)
        {
            yield return FormattableString.Invariant($"At the start {load:0.0} threads wanted to run on {Environment.ProcessorCount} cores: ")
                + "other programs disturb these figures. End them and measure again.";
        }

        if (OperatingSystem.IsMacOS())
        {
            yield return "macOS tells of one process at a time: the CPU time and memory of nginx are those of its master, which does nothing.";
        }

        if (OperatingSystem.IsWindows())
        {
            yield return "Windows has no inline completions of sockets: our levels use its completion ports instead. "
                + "nginx, HAProxy and wrk are not measured; run the benchmark in WSL to compare with them.";
        }

        if (Repository.Configuration == "Debug")
        {
            yield return "The lab's own generator is a Debug build. For more precision: dotnet run -c Release --project lab -- bench";
        }
    }
}
