using LearnLoadBalancer.Tables;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 4, naive: counts up before and down after, and nothing comes between.</summary>
internal static class CountsByHand
{
    public static async Task ForwardAsync(RequestCount count, Func<Task> forward)
    {
        count.Increment();
        await forward();
        count.Decrement();
    }
}
