using System.Collections.Concurrent;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Choosing;
using LearnLoadBalancer.Policies;

namespace LearnLoadBalancer.Tests.Level4.Serving;

/// <summary>A policy of which is known how often it has picked whom: from outside, a try that was refused can't be seen.</summary>
internal sealed class CountingPolicy
{
    private readonly ConcurrentDictionary<Backend, int> _picks = new();

    public CountingPolicy(string policy)
    {
        PolicyEntry entry = PolicyCatalog.Find(policy)!;
        Options = new BalancingOptions([]) { Policy = entry with { Create = parts => new Counted(entry.Create(parts), _picks) } };
    }

    /// <summary>Options with it.</summary>
    public BalancingOptions Options { get; }

    /// <summary>How often this one was picked, be it as a first choice or a second.</summary>
    public int Of(Backend backend) => _picks.GetValueOrDefault(backend);

    private sealed class Counted(ILoadBalancingPolicy policy, ConcurrentDictionary<Backend, int> picks) : ILoadBalancingPolicy
    {
        public Backend? Pick(IReadOnlyList<Backend> available) => Pick(available, default);

        public Backend? Pick(IReadOnlyList<Backend> available, in PickContext context)
        {
            Backend? picked = policy.Pick(available, context);
            if (picked is not null)
            {
                picks.AddOrUpdate(picked, 1, (_, count) => count + 1);
            }

            return picked;
        }
    }
}
