using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Tests.Balancing;

public sealed class PickContextTests
{
    private static readonly Backend A = new("a", 1);
    private static readonly Backend B = new("b", 2);

    [Fact]
    public void Default_Always_SaysNothing()
    {
        PickContext context = default;
        Assert.False(context.HasHashKey);
        Assert.False(context.TryGetHashKey(out _));
        Assert.Empty(context.Tried);
        Assert.False(context.HasTried(A));
    }

    [Fact]
    public void TryGetHashKey_Zero_IsAKeyLikeAnyOther()
    {
        Assert.True(new PickContext(0).TryGetHashKey(out ulong key));
        Assert.Equal(0UL, key);
    }

    [Fact]
    public void Untried_FirstTry_IsTheListItself()
    {
        Backend[] available = [A, B];
        Assert.Same(available, default(PickContext).Untried(available));
        Assert.Same(available, new PickContext(1, []).Untried(available));
    }

    [Fact]
    public void Untried_SecondTry_LeavesOutTheFirst() => Assert.Equal([B], new PickContext(null, [A]).Untried([A, B]));

    [Fact]
    public void Pick_PolicyThatKnowsNothingOfRequests_StillSkipsThoseTried()
    {
        ILoadBalancingPolicy policy = new RoundRobinPolicy();
        Assert.Equal([B, B, B], Enumerable.Range(0, 3).Select(_ => policy.Pick([A, B], new PickContext(null, [A]))));
        Assert.Null(policy.Pick([A, B], new PickContext(null, [A, B])));
    }
}
