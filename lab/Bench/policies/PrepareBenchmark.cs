using BenchmarkDotNet.Attributes;
using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Lab.Bench.Policies;

/// <summary>What the health checker does when one has fallen ill, before the requests see it: the ring and the table are made anew.</summary>
public class PrepareBenchmark
{
    private PolicyCase _case = new("random", 1);
    private Roster[] _lists = [];
    private int _next;

    [Params("ring-hash", "maglev")]
    public string Policy { get; set; } = "";

    [Params(3, 100, 10_000)]
    public int Backends { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        // Three lists in turn: none of them is among the two that the policy still knows.
        _case = new PolicyCase(Policy, Backends);
        _lists = [.. Enumerable.Range(0, 3).Select(ill => new Roster(_case.Backends.Where((_, place) => place != ill).ToArray(), new Dictionary<Backend, int>()))];
    }

    [Benchmark]
    public void Prepare() => _case.Policy.Prepare(_lists[_next++ % 3]);
}
