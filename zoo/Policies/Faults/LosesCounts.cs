using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Zoo.Policies.Faults;

/// <summary>Counts down behind the response. When a client leaves before, that line is never reached.</summary>
internal sealed class LosesCounts(ZooSettings settings) : PolicyBalancer(settings)
{
    protected override async Task<bool> RunCountedAsync(Backend backend, Func<Task<bool>> request)
    {
        bool goesOn = await request();
        Release(backend);
        return goesOn;
    }
}
