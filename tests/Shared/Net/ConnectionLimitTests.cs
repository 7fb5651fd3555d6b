using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Tests.Net;

public sealed class ConnectionLimitTests
{
    [Theory]
    [InlineData("Max open files            20224                1048576              files     ", 20_000)]
    [InlineData("Max open files            1248                 1248                 files     ", 1024)]
    [InlineData("Max open files            1247                 1248                 files     ", 1023)]
    [InlineData("Max open files            1024                 1024                 files     ", 864)]
    [InlineData("Max open files            100                  100                  files     ", 2)]
    [InlineData("Max open files            unlimited            unlimited            files     ", int.MaxValue)]
    [InlineData("Max processes             20160                1048576              processes ", int.MaxValue)]
    public void SocketsFromLimits_OfALine_LeavesTheReserve(string line, int sockets) =>
        Assert.Equal(sockets, ConnectionLimit.SocketsFromLimits(["Limit                     Soft Limit           Hard Limit           Units     ", line]));

    [Theory]
    [InlineData(20_000, 10_000)]
    [InlineData(2, 1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void OfSockets_TwoEach_OrNoLimit(int sockets, int connections) =>
        Assert.Equal(connections, ConnectionLimit.OfSockets(sockets));

    [Fact]
    public void OfThisProcess_Always_LeavesRoomForClients() => Assert.True(ConnectionLimit.OfThisProcess > 0);
}
