using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Hashing;
using LearnLoadBalancer.Policies;
using LearnLoadBalancer.Tables;

namespace LearnLoadBalancer.Lab.Bench.Policies;

/// <summary>A policy that is measured, in a situation as in a balancer at work: weights 1 to 3, up to three requests in flight.</summary>
internal sealed class PolicyCase
{
    /// <summary>What is appended to a hashing policy's name when its load is bounded.</summary>
    private const string Bounded = ", bounded";

    private const int Contexts = 1024;

    private readonly PickContext[] _contexts =
        [.. Enumerable.Range(0, Contexts).Select(key => new PickContext(StableHash.Of(BitConverter.GetBytes(key))))];

    public PolicyCase(string name, int count)
    {
        Backends = [.. Enumerable.Range(0, count).Select(number => new Backend($"backend{number}", 9001))];
        var inFlight = new InFlight(Backends);
        var latencies = new Latencies(Backends, TimeProvider.System);
        var random = new Random(1);
        foreach (Backend backend in Backends)
        {
            latencies.Of(backend).Observe(TimeSpan.FromMilliseconds(random.Next(5, 50)));
            for (int requests = random.Next(4); requests > 0; requests--)
            {
                new Lease(inFlight).MoveTo(backend);
            }
        }

        var weights = new BackendWeights(Backends.Select((backend, place) => (backend, 1 + (place % 3))));
        Roster = new Roster(Backends, weights.Current);
        bool bounded = name.EndsWith(Bounded, StringComparison.Ordinal);
        PolicyEntry policy = PolicyCatalog.Find(bounded ? name[..^Bounded.Length] : name)!;
        Policy = policy.Create(new PolicyParts(inFlight, latencies, Random.Shared, bounded ? 1.25 : null));
    }

    /// <summary>All policies, and those that hash with a bound as well.</summary>
    public static IEnumerable<string> Names =>
        PolicyCatalog.All.SelectMany(policy => policy.Hashes ? (string[])[policy.Name, policy.Name + Bounded] : [policy.Name]);

    /// <summary>Those to pick from.</summary>
    public Backend[] Backends { get; }

    /// <summary>The same, with their weights.</summary>
    public Roster Roster { get; }

    /// <summary>What is measured.</summary>
    public ILoadBalancingPolicy Policy { get; }

    /// <summary>A pick for one of many keys.</summary>
    public Backend? Pick(int number) => Policy.Pick(Roster, _contexts[number & (Contexts - 1)]);
}
