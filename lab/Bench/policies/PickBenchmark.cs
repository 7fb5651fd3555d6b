using BenchmarkDotNet.Attributes;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Level4.Hashing;
using LearnLoadBalancer.Level4.Policies;
using LearnLoadBalancer.Level4.Tables;

namespace LearnLoadBalancer.Lab.Bench.Policies;

/// <summary>One pick, of few, many, and very many backends. They have weights 1 to 3 and up to three requests in flight.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class PickBenchmark
{
    private readonly PickContext[] _contexts = [.. Enumerable.Range(0, 1024).Select(key => new PickContext(StableHash.Of(BitConverter.GetBytes(key))))];
    private Backend[] _backends = [];
    private ILoadBalancingPolicy _policy = new RoundRobinPolicy();
    private int _next;

    public static IEnumerable<string> Policies => PolicyCatalog.All.Select(policy => policy.Name);

    [ParamsSource(nameof(Policies))]
    public string Policy { get; set; } = "";

    [Params(3, 100, 10_000)]
    public int Backends { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _backends = [.. Enumerable.Range(0, Backends).Select(number => new Backend($"backend{number}", 9001))];
        var inFlight = new InFlight(_backends);
        var latencies = new Latencies(_backends, TimeProvider.System);
        var random = new Random(1);
        foreach (Backend backend in _backends)
        {
            latencies.Of(backend).Observe(TimeSpan.FromMilliseconds(random.Next(5, 50)));
            for (int requests = random.Next(4); requests > 0; requests--)
            {
                new Lease(inFlight).MoveTo(backend);
            }
        }

        var weights = new BackendWeights(_backends.Select((backend, place) => (backend, 1 + (place % 3))));
        _policy = PolicyCatalog.Find(Policy)!.Create(new PolicyParts(weights, inFlight, latencies, Random.Shared));
    }

    [Benchmark]
    public Backend? Pick() => _policy.Pick(_backends, _contexts[_next++ & 1023]);
}
