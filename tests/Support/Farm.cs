using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Hashing;
using LearnLoadBalancer.Policies;
using LearnLoadBalancer.Tables;

namespace LearnLoadBalancer.Tests.Support;

/// <summary>Backends, and all that policies are made from. Chance has a seed, the clock is turned by hand.</summary>
internal sealed class Farm
{
    public Farm(params IReadOnlyList<int> weights)
    {
        Backends = [.. weights.Select((_, place) => At(place))];
        Weights = new BackendWeights(Backends.Zip(weights));
        InFlight = new InFlight(Backends);
        Latencies = new Latencies(Backends, Time);
    }

    public IReadOnlyList<Backend> Backends { get; }

    public BackendWeights Weights { get; }

    public InFlight InFlight { get; }

    public Support.ManualTimeProvider Time { get; } = new();

    public Latencies Latencies { get; }

    public Random Random { get; set; } = new(20260101);

    public double? LoadBound { get; set; }

    /// <summary>Any number of backends of the same weight.</summary>
    public static Farm OfEqual(int count) => new([.. Enumerable.Repeat(1, count)]);

    /// <summary>The backend at a place: a, b, c, ..., and from the 27th on a number beside it.</summary>
    public static Backend At(int place) => new($"{(char)('a' + (place % 26))}{(place < 26 ? "" : place / 26)}", 9001);

    /// <summary>The key of a client that has this number.</summary>
    public static PickContext Key(int number) => new(StableHash.Of(BitConverter.GetBytes(number)));

    public ILoadBalancingPolicy Create(string policy) =>
        new Weighing(PolicyCatalog.Find(policy)!.Create(new PolicyParts(InFlight, Latencies, Random, LoadBound)), Weights);

    /// <summary>How often each backend is picked; each request is over before the next one comes, and has a key of its own.</summary>
    public int[] Shares(string policy, int picks)
    {
        ILoadBalancingPolicy picking = Create(policy);
        var places = Backends.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var shares = new int[Backends.Count];
        for (int pick = 0; pick < picks; pick++)
        {
            shares[places[picking.Pick(Backends, Key(pick))!]]++;
        }

        return shares;
    }
}
