using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Zoo.Policies.Faults;

/// <summary>Counts the requests that a backend ever had, and not those that it has: who is busy now makes no difference.</summary>
internal sealed class CountsForEver(ZooSettings settings) : PolicyBalancer(settings)
{
    protected override Task<bool> RunCountedAsync(Backend backend, Func<Task<bool>> request) => request();
}
