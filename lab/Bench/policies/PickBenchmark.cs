using BenchmarkDotNet.Attributes;
using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Lab.Bench.Policies;

/// <summary>One pick, of few, many, and very many backends.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class PickBenchmark
{
    private PolicyCase _case = new("random", 1);
    private int _next;

    public static IEnumerable<string> Policies => PolicyCase.Names;

    [ParamsSource(nameof(Policies))]
    public string Policy { get; set; } = "";

    [Params(3, 100, 10_000)]
    public int Backends { get; set; }

    [GlobalSetup]
    public void Setup() => _case = new PolicyCase(Policy, Backends);

    [Benchmark]
    public Backend? Pick() => _case.Pick(_next++);
}
