using System.Collections.Concurrent;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Tests.Docs;

/// <summary>How somebody sees by himself whether a turn can be lost: the page about the lab shows it.</summary>
internal static class CountTurns
{
    public static string Of(ILoadBalancingPolicy policy, IReadOnlyList<Backend> backends)
    {
        var counts = new ConcurrentDictionary<Backend, int>();
        Parallel.For(0, 1_000_000 * backends.Count, _ => counts.AddOrUpdate(policy.Pick(backends)!, 1, (_, count) => count + 1));
        return string.Join(" / ", backends.Select(backend => counts[backend]));
    }
}
