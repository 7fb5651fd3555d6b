using LearnLoadBalancer.Lab.Backends;
using LearnLoadBalancer.Lab.Race;
using LearnLoadBalancer.Lab.Race.Live;

namespace LearnLoadBalancer.Tests.Lab.Race.Live;

/// <summary>The clock is turned by hand here. How the responses travel is for <see cref="LiveRaceTests"/>.</summary>
[StartsPrograms]
public sealed class LiveServerTests
{
    private const int Cost = 100;

    private readonly VirtualTime _time = new();
    private readonly LiveRequest[] _requests =
        [.. Enumerable.Range(0, 300).Select(number => new LiveRequest(new RaceRequest { Number = number, Arrival = 0, Cost = Cost, Key = 0, Balancer = 0 }))];

    [Fact]
    public void CatchUp_TimerIsLate_TheWorkThatWaitedIsNot()
    {
        LiveServer server = Server();
        Send(server, 0, RaceServer.Workers + 1);
        Assert.Equal(0, Done());

        _time.Now = Cost - 1;
        server.CatchUp();
        Assert.Equal(0, Done());

        _time.Now = Cost + 60; // Somebody else had the processor.
        server.CatchUp();
        Assert.Equal(RaceServer.Workers, Done());

        _time.Now = 2 * Cost; // As if nobody had been late.
        server.CatchUp();
        Assert.Equal(RaceServer.Workers + 1, Done());
    }

    [Fact]
    public void ToAsync_TimerIsLate_WorkersThatAreDoneAreFreeAlready()
    {
        LiveServer server = Server();
        Send(server, 0, RaceServer.Workers);
        _time.Now = Cost + 60;
        Send(server, RaceServer.Workers, 1);
        Assert.Equal(RaceServer.Workers, Done());

        _time.Now = (2 * Cost) + 59; // It began when it came, not before.
        server.CatchUp();
        Assert.Equal(RaceServer.Workers, Done());
        _time.Now++;
        server.CatchUp();
        Assert.Equal(RaceServer.Workers + 1, Done());
    }

    [Fact]
    public async Task ToAsync_QueueFull_IsRefusedAtOnce()
    {
        LiveServer server = Server();
        Send(server, 0, RaceServer.Workers + RaceServer.LongestQueue);
        Response response = await Ask(server, RaceServer.Workers + RaceServer.LongestQueue);
        Assert.Equal("503 Service Unavailable", response.Status);
    }

    [Fact]
    public async Task ToAsync_ClientGivesUpInTheQueue_MakesRoomForTheNext()
    {
        LiveServer server = Server();
        Send(server, 0, RaceServer.Workers);
        ValueTask<Response> givenUp = Ask(server, RaceServer.Workers);
        ValueTask<Response> next = Ask(server, RaceServer.Workers + 1);
        _requests[RaceServer.Workers].TryEnd(LiveOutcome.TimedOut, 50);
        await Assert.ThrowsAsync<TaskCanceledException>(async () => await givenUp);

        _time.Now = 2 * Cost;
        server.CatchUp();
        Assert.Equal("200 OK", (await next).Status);
    }

    [Fact]
    public async Task ToAsync_Stall_PutsTheWorkOff()
    {
        LiveServer server = Server((50, 250));
        ValueTask<Response> response = Ask(server, 0);
        _time.Now = 299;
        server.CatchUp();
        Assert.False(response.IsCompleted);
        _time.Now = 300;
        server.CatchUp();
        Assert.Equal("200 OK", (await response).Status);
    }

    [Fact]
    public async Task ToAsync_NoWork_IsAnsweredAtOnceAndCountsForNothing()
    {
        LiveServer server = Server();
        for (int question = 0; question <= RaceServer.Workers + RaceServer.LongestQueue; question++)
        {
            Assert.Equal("200 OK", (await server.ToAsync(Get("/"), 0)).Status);
        }
    }

    private LiveServer Server(params (long From, long To)[] stalls) =>
        new(0, new SimulatedServer(new RaceServer("a"), stalls), _requests, new RaceClock(_time));

    private void Send(LiveServer server, int first, int count)
    {
        foreach (int number in Enumerable.Range(first, count))
        {
            _ = Ask(server, number).AsTask();
        }
    }

    private ValueTask<Response> Ask(LiveServer server, int number) => server.ToAsync(Get(LiveServer.PathOf(_requests[number].Request)), 0);

    private int Done() => _requests.Count(request => request.Work is { IsCompletedSuccessfully: true, Result: true });

    private static RequestHead Get(string path) => new("GET", path, "", KeepAlive: true, ExpectsContinue: false);
}
