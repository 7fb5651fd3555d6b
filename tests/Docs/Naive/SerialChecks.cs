using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 5, naive (and Level 2 as it is): one loop asks all backends, one after the other.</summary>
internal static class SerialChecks
{
    public static async Task RoundAsync(IReadOnlyList<Backend> backends, Func<Backend, Task<bool>> check, Action<Backend, bool> tell)
    {
        foreach (Backend backend in backends)
        {
            tell(backend, await check(backend));
        }
    }
}
