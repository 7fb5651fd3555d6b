using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Tests.Docs.Naive;

namespace LearnLoadBalancer.Tests.Docs;

/// <summary>What docs/lab.md says of it.</summary>
public sealed class CountTurnsTests
{
    private static readonly Backend[] Backends = [new("a", 1), new("b", 2), new("c", 3)];

    [Fact]
    public void Of_ThePolicyWithItsLock_IsEven() =>
        Assert.Equal("1000000 / 1000000 / 1000000", CountTurns.Of(new RoundRobinPolicy(), Backends));

    [Fact]
    public void Of_ThePolicyWithoutALock_IsNot() =>
        Assert.NotEqual("1000000 / 1000000 / 1000000", CountTurns.Of(new UnlockedRoundRobin(), Backends));
}
