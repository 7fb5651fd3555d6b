using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Policies;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Policies;

public sealed class AtomicRoundRobinPolicyTests
{
    private readonly IReadOnlyList<Backend> _backends = Farm.OfEqual(3).Backends;

    [Fact]
    public void Pick_OneAfterTheOther_AreTurns()
    {
        var policy = new AtomicRoundRobinPolicy();
        Assert.Equal("abcabcabc", string.Concat(Enumerable.Range(0, 9).Select(_ => policy.Pick(_backends)!.Host)));
    }

    [Fact]
    public void Pick_Nobody_IsNull() => Assert.Null(new AtomicRoundRobinPolicy().Pick([]));

    [Fact]
    public void Pick_ShorterList_TurnsAreEvenAmongThoseThatAreLeft()
    {
        var policy = new AtomicRoundRobinPolicy();
        policy.Pick(_backends);
        Backend[] left = [_backends[0], _backends[2]];
        var picked = Enumerable.Range(0, 10).CountBy(_ => policy.Pick(left)!).ToDictionary();
        Assert.All(left, backend => Assert.Equal(5, picked[backend]));
    }

    [Fact]
    public void Pick_TicketsRunOut_BeginsAgain()
    {
        // 4,294,967,296 tickets are one more than three times a whole number: the list of two hides no jump.
        var policy = new AtomicRoundRobinPolicy(lastTicket: uint.MaxValue - 2);
        Backend[] two = [_backends[0], _backends[1]];
        Assert.Equal("abab", string.Concat(Enumerable.Range(0, 4).Select(_ => policy.Pick(two)!.Host)));
    }

    [Fact]
    public void Pick_ManyThreads_NoTurnIsLost()
    {
        var policy = new AtomicRoundRobinPolicy();
        var counts = new int[3];
        Parallel.For(0, 30_000, _ => Interlocked.Increment(ref counts[policy.Pick(_backends)!.Host[0] - 'a']));
        Assert.Equal([10_000, 10_000, 10_000], counts);
    }
}
