using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Tests.Net;

public sealed class ConnectionLimitTests
{
    [Theory]
    [InlineData("Max open files            20160                1048576              files     ", 10_000)]
    [InlineData("Max open files            100                  100                  files     ", 1)]
    [InlineData("Max open files            unlimited            unlimited            files     ", int.MaxValue)]
    [InlineData("Max processes             20160                1048576              processes ", int.MaxValue)]
    public void FromLimits_OfALine_LeavesTheReserveAndTakesTwoSocketsEach(string line, int connections) =>
        Assert.Equal(connections, ConnectionLimit.FromLimits(["Limit                     Soft Limit           Hard Limit           Units     ", line]));

    [Fact]
    public void OfThisProcess_Always_LeavesRoomForClients() => Assert.True(ConnectionLimit.OfThisProcess > 0);
}
