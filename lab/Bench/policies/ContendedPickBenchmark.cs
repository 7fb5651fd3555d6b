using BenchmarkDotNet.Attributes;

namespace LearnLoadBalancer.Lab.Bench.Policies;

/// <summary>One pick while every core of the machine picks: what threads that want the same thing cost each other.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class ContendedPickBenchmark
{
    private const int PicksPerThread = 100_000;

    private static readonly int Threads = Environment.ProcessorCount;

    private PolicyCase _case = new("random", 1);

    public static IEnumerable<string> Policies => PolicyCase.Names;

    [ParamsSource(nameof(Policies))]
    public string Policy { get; set; } = "";

    [GlobalSetup]
    public void Setup() => _case = new PolicyCase(Policy, 100);

    /// <summary>The time that one thread needs for one pick, with all the others at it.</summary>
    [Benchmark(OperationsPerInvoke = PicksPerThread)]
    public void Pick()
    {
        using var together = new Barrier(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            together.SignalAndWait();
            for (int pick = 0; pick < PicksPerThread; pick++)
            {
                _case.Pick(pick + (number * 7));
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
    }
}
