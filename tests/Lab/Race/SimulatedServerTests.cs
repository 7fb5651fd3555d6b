using LearnLoadBalancer.Lab.Race;

namespace LearnLoadBalancer.Tests.Lab.Race;

public sealed class SimulatedServerTests
{
    [Theory]
    [InlineData(0, 50)] // Done before the stall begins.
    [InlineData(80, 230)] // 20 before it, it takes 100, 30 after it.
    [InlineData(150, 250)] // Comes in the middle of it.
    [InlineData(200, 250)] // Comes as it ends.
    [InlineData(280, 340)] // Meets the second one, of 10.
    public void TryTake_Stalls_PutTheWorkOff(long at, long expected)
    {
        var server = new SimulatedServer(new RaceServer("a", 2), [(100, 200), (300, 310)]);
        Assert.True(server.TryTake(Request(), at, out long? finish));
        Assert.Equal(expected, finish);
    }

    [Fact]
    public void TryTake_MoreThanItsWorkers_TheRestWaitsInOrder()
    {
        var server = new SimulatedServer(new RaceServer("a"), []);
        for (int worker = 0; worker < RaceServer.Workers; worker++)
        {
            server.TryTake(Request(), 0, out long? finish);
            Assert.Equal(100, finish);
        }

        RaceRequest first = Request();
        RaceRequest givenUp = Request();
        RaceRequest third = Request();
        foreach (RaceRequest waiting in new[] { first, givenUp, third })
        {
            Assert.True(server.TryTake(waiting, 0, out long? finish));
            Assert.Null(finish);
        }

        givenUp.Over = true;
        Assert.Equal((first, 200), server.TakeNext(100));
        Assert.Equal((third, 200), server.TakeNext(100));
        Assert.Null(server.TakeNext(100));

        // One worker is free now.
        server.TryTake(Request(), 150, out long? next);
        Assert.Equal(250, next);
    }

    [Fact]
    public void TryTake_QueueFull_IsRefusedAndCounted()
    {
        var server = new SimulatedServer(new RaceServer("a"), []);
        for (int request = 0; request < RaceServer.Workers + RaceServer.LongestQueue; request++)
        {
            Assert.True(server.TryTake(Request(), 0, out _));
        }

        Assert.False(server.TryTake(Request(), 0, out long? finish));
        Assert.Null(finish);
        Assert.Equal(RaceServer.Workers + RaceServer.LongestQueue + 1, server.Requests);
    }

    private static RaceRequest Request() => new() { Number = 0, Arrival = 0, Cost = 100, Key = 0, Balancer = 0 };
}
