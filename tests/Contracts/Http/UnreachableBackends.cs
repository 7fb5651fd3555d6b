using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>Backends that can't be reached: another one, or a response of our own.</summary>
public abstract class UnreachableBackends<TLevel>
    where TLevel : IHttpLevel, new()
{
    private const string Post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello";

    [Fact]
    public async Task Refused_AnotherBackendLives_TheClientNeverKnows()
    {
        await using var gone = new ScriptedBackend();
        await using var alive = new RecordingBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, gone, alive.Script);
        await gone.StopListeningAsync();
        for (int request = 0; request < 4; request++)
        {
            using Peer client = await level.ConnectAsync();
            await client.SendAsync(Post); // Nothing was sent yet, so even this may go elsewhere.
            Assert.Equal("ok", (await new HttpReader(client).ReadResponseAsync()).Body);
        }

        Assert.Equal(4, alive.Requests.Count);
    }

    /// <summary>
    /// Before the next check finds out: each third turn is the dead one's, and must be shared as well. (One neighbour that
    /// got all of them would have 40. A level that takes the dead one out on its own changes the turns once.)
    /// </summary>
    [Fact]
    public async Task Refused_TwoOthersLive_TheyShareEvenly()
    {
        await using var a = new RecordingBackend();
        var dead = new RecordingBackend();
        await using var c = new RecordingBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), new ManualTimeProvider(), a.Script, dead.Script, c.Script);
        await dead.DisposeAsync();
        using Peer client = await level.ConnectAsync();
        var reader = new HttpReader(client);
        for (int request = 0; request < 60; request++)
        {
            await client.SendAsync(HttpText.Get);
            Assert.Equal("ok", (await reader.ReadResponseAsync()).Body);
        }

        Assert.Equal(60, a.Requests.Count + c.Requests.Count);
        Assert.InRange(a.Requests.Count, 29, 31);
    }

    /// <summary>Nothing was sent to those that refuse, however many they are: as long as one lives, nobody gets a 502.</summary>
    [Fact]
    public async Task Refused_ThreeOfFiveAreDead_TheClientNeverKnows()
    {
        RecordingBackend[] backends = [.. Enumerable.Range(0, 5).Select(_ => new RecordingBackend())];
        await using RunningLevel level = await RunningLevel.StartAsync(
            new TLevel(), new ManualTimeProvider(), [.. backends.Select(backend => backend.Script)]);
        foreach (RecordingBackend backend in backends[1..4])
        {
            await backend.DisposeAsync();
        }

        using Peer client = await level.ConnectAsync();
        var reader = new HttpReader(client);
        for (int request = 0; request < 30; request++)
        {
            await client.SendAsync(Post);
            Assert.Equal("ok", (await reader.ReadResponseAsync()).Body);
        }

        await backends[0].DisposeAsync();
        await backends[4].DisposeAsync();
    }

    [Fact]
    public async Task Refused_NoOtherBackend_Is502AndTheConnectionGoesOn()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        await backend.StopListeningAsync();
        using Peer client = await level.ConnectAsync();
        var reader = new HttpReader(client);
        for (int request = 0; request < 3; request++)
        {
            await client.SendAsync(HttpText.Get);
            HttpMessage response = await reader.ReadResponseAsync();
            Assert.Equal((502, "connect_refused", null), (response.Status, response.Field("X-LB-Cause"), response.Field("Connection")));
        }
    }

    [Fact]
    public async Task ConnectTimeout_BackendDoesNotPickUp_Is504()
    {
        var time = new ManualTimeProvider();
        using var silent = new SilentListener(silent: false);
        await using RunningLevel level = RunningLevel.Start(new TLevel(), silent.Address, time);
        await silent.TakeOneAndFallSilentAsync(); // Healthy, as far as the check knows.
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        await time.WhenSomebodyWaitsAsync(LearnLoadBalancer.Net.BackendConnector.DefaultLimit);
        time.Advance(LearnLoadBalancer.Net.BackendConnector.DefaultLimit);

        HttpMessage response = await new HttpReader(client).ReadResponseAsync();
        Assert.Equal((504, "connect_timeout"), (response.Status, response.Field("X-LB-Cause")));
    }

    [Fact]
    public async Task NoneEligible_Is503WithRetryAfter()
    {
        using var absent = new AbsentBackend();
        await using RunningLevel level = RunningLevel.Start(new TLevel(), absent.Address);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);

        HttpMessage response = await new HttpReader(client).ReadResponseAsync();
        Assert.Equal((503, "no_backend", "10"), (response.Status, response.Field("X-LB-Cause"), response.Field("Retry-After")));
        Assert.Single(level.Logger.Lines, "All backends are unhealthy!");
    }
}
