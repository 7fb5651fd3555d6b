using LearnLoadBalancer.Connections;

namespace LearnLoadBalancer.Tests.Connections;

public sealed class SocketBudgetTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(96, 8)]
    [InlineData(96, 100)]
    [InlineData(864, 3)]
    [InlineData(20_000, 3)]
    [InlineData(20_000, 1000)]
    [InlineData(int.MaxValue, 3)]
    public void Of_AnyNumberOfSockets_SpendsNoMoreAndServesSomebody(int sockets, int backends)
    {
        SocketBudget budget = SocketBudget.Of(sockets, backends);

        Assert.True((2L * budget.Clients) + ((long)budget.IdlePerBackend * backends) <= sockets, $"{budget}");
        Assert.InRange(budget.Clients, Math.Max(sockets * 3L / 8, 1), sockets);
        Assert.InRange(budget.IdlePerBackend, 0, SocketBudget.MostIdlePerBackend);
    }

    [Fact]
    public void Of_PlentyOfSockets_KeepsFullPools() =>
        Assert.Equal(SocketBudget.MostIdlePerBackend, SocketBudget.Of(20_000, 3).IdlePerBackend);
}
