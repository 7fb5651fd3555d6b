using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Forwarding;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>The rows of the table that are about time: who is too slow, and what becomes of him.</summary>
public abstract class TimeLimits<TLevel>
    where TLevel : IHttpLevel, new()
{
    private static readonly TimeSpan Tick = CoarseClock.Resolution;

    /// <summary>WebDAV's way to say "I am still at work" (102), for as long as it takes.</summary>
    [Fact]
    public async Task InterimResponses_OneEveryTwentySeconds_ArePassedOnAndTheResponseStillComes()
    {
        var time = new ManualTimeProvider();
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(HttpText.Get, time);
        (_, Peer client, Peer server) = pending;
        for (int number = 0; number < 20; number++)
        {
            await server.SendAsync("HTTP/1.1 102 Processing\r\n\r\n");
            await client.ReadUntilAsync(HttpText.EndOfHead);
            time.Turn(TimeSpan.FromSeconds(20));
        }

        await server.SendAsync(HttpText.Response("done"));
        Assert.Equal("done", (await new HttpReader(client).ReadResponseAsync()).Body);
    }

    [Fact]
    public async Task SlowlorisHeader_HalfAHeadAndNothingMore_Is408()
    {
        var time = new ManualTimeProvider();
        await using Rig rig = await Rig.StartAsync<TLevel>(time: time);
        using Peer client = await rig.Level.ConnectAsync();
        var reader = new HttpReader(client);

        // Half a head, behind a whole request: once that is answered, we know that both have been read.
        await client.SendAsync(HttpText.Get + "G");
        Assert.Equal(200, (await reader.ReadResponseAsync()).Status);
        Task<HttpMessage> reading = reader.ReadResponseAsync();
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(Tick);
                return reading.IsCompleted;
            },
            "a response to half a head");

        HttpMessage response = await reading;
        Assert.Equal((408, "head_timeout", "close"), (response.Status, response.Field("X-LB-Cause"), response.Field("Connection")));
        Assert.Single(rig.Backend.Requests);
    }

    [Fact]
    public async Task SlowlorisHeader_AByteNowAndThen_Is408AtTheLimitForTheWholeHead()
    {
        const string Letters = "ET / ";
        var time = new ManualTimeProvider();
        await using Rig rig = await Rig.StartAsync<TLevel>(time: time);
        using Peer client = await rig.Level.ConnectAsync();
        var reader = new HttpReader(client);
        await client.SendAsync(HttpText.Get + "G");
        Assert.Equal(200, (await reader.ReadResponseAsync()).Status);
        Task<HttpMessage> reading = reader.ReadResponseAsync();
        TimeSpan start = time.Now;

        // Whoever asks after a letter was sent is answered after it has come: the closest look from outside.
        Assert.Equal(200, (await rig.AskAsync(HttpText.Get)).Status);
        foreach (char letter in Letters)
        {
            time.Turn(ClientConnection.HeadLimit / Letters.Length);
            await client.SendAsync(letter.ToString());
            Assert.Equal(200, (await rig.AskAsync(HttpText.Get)).Status);
        }

        // The last letter has come only now, but it buys no time: what is left is what the clock may be behind.
        Assert.Equal(ClientConnection.HeadLimit, time.Now - start);
        Assert.False(reading.IsCompleted, "The limit is not over yet.");
        time.Turn(3 * Tick);

        HttpMessage response = await reading;
        Assert.Equal((408, "head_timeout", "close"), (response.Status, response.Field("X-LB-Cause"), response.Field("Connection")));
        Assert.Equal(1 + 1 + Letters.Length, rig.Backend.Requests.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task IdleConnection_NoBytes_IsClosedWithoutAWord(bool afterARequest)
    {
        var time = new ManualTimeProvider();
        await using Rig rig = await Rig.StartAsync<TLevel>(time: time);
        using Peer client = await rig.Level.ConnectAsync();
        if (afterARequest)
        {
            await client.SendAsync(HttpText.Get);
            await client.ReadUntilAsync("ok");
        }

        Task<string> end = client.ReadToEndAsync();
        await time.AdvanceUntilAsync(end);

        Assert.Equal("", await end);
        Assert.True(time.Now >= ClientConnection.IdleLimit, $"Closed after {time.Now} already.");
    }

    /// <summary>For twice the limit not one send is over, since the kernel wakes a sender only when a third of its buffer is free.</summary>
    [LinuxFact]
    public async Task ResponseBody_ClientTakesALittleNowAndThen_IsNotCut_AndOneThatStopsIs()
    {
        var time = new ManualTimeProvider();
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(HttpText.Get, time);
        (_, Peer client, Peer server) = pending;
        await server.SendAsync(HttpText.ResponseHead(1L << 40));
        var transfer = new Transfer();
        Task sending = Task.Run(() => transfer.SendAsync(server, Transfer.Plenty));
        await transfer.WhenStuckAsync();
        for (TimeSpan past = TimeSpan.Zero; past < 2 * ForwardingLimits.ClientSend; past += ForwardingLimits.ClientSend / 8)
        {
            int before = client.Socket.Available;
            int taken = 0;
            while (client.Socket.Available <= before - taken)
            {
                await client.ReadExactlyAsync(16 * 1024); // Until the sender hears of it, and sends as much more.
                taken += 16 * 1024;
            }

            for (TimeSpan turned = TimeSpan.Zero; turned < ForwardingLimits.ClientSend / 8; turned += Tick)
            {
                time.Advance(Tick);
            }
        }

        Assert.False(sending.IsCompleted);
        await time.AdvanceUntilAsync(sending);
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => sending);
    }

    [Fact]
    public async Task RequestBody_ClientStops_Is408AndTheBackendIsReset()
    {
        var time = new ManualTimeProvider();
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(HttpText.Post(10) + "hello", time, until: "hello");
        (_, Peer client, Peer server) = pending;

        Task<HttpMessage> reading = new HttpReader(client).ReadResponseAsync();
        await time.AdvanceUntilAsync(reading);

        Assert.Equal("body_timeout", (await reading).Field("X-LB-Cause"));
        Assert.True((await server.ReadToWhateverEndAsync()).Reset, "Half a body ended as if it were whole.");
    }

    [Fact]
    public async Task RequestBody_SlowButSteady_IsNeverTooSlow()
    {
        var time = new ManualTimeProvider();
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(HttpText.Post(20), time);
        (_, Peer client, Peer server) = pending;

        // 20 bytes, 25 seconds apart: more than any limit in all, less than the limit between two of them.
        for (int sent = 0; sent < 20; sent++)
        {
            time.Advance(TimeSpan.FromSeconds(25));
            await client.SendAsync("x");
            Assert.Equal("x", await server.ReadExactlyAsync(1));
        }

        await server.SendAsync(HttpText.Response("thanks"));
        Assert.Equal("thanks", (await new HttpReader(client).ReadResponseAsync()).Body);
    }

    /// <summary>A backend may say 200 first, and then have nothing to say until it has everything.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RequestBody_BehindAnEarlyHead_HasAllTheTimeItNeedsAndThenTheResponseIsDue(bool answered)
    {
        var time = new ManualTimeProvider();
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(HttpText.Post(10), time);
        (_, Peer client, Peer server) = pending;
        await server.SendAsync(HttpText.ResponseHead(6));
        await client.ReadUntilAsync(HttpText.EndOfHead);
        for (int sent = 0; sent < 10; sent++)
        {
            time.Turn(TimeSpan.FromSeconds(25));
            await client.SendAsync("x");
            Assert.Equal("x", await server.ReadExactlyAsync(1));
        }

        if (answered)
        {
            time.Turn(ForwardingLimits.Response - Tick);
            await server.SendAsync("thanks");
            Assert.Equal("thanks", await client.ReadToEndAsync());
        }
        else
        {
            Task<(long, bool Reset)> reading = client.ReadToWhateverEndAsync();
            await time.AdvanceUntilAsync(reading);
            Assert.True((await reading).Reset, "Half a response ended as if it were whole.");
        }
    }

    [Fact]
    public async Task ResponseTimeout_BackendSilent_Is504()
    {
        var time = new ManualTimeProvider();
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(HttpText.Get, time);
        (_, Peer client, Peer server) = pending;

        Task<HttpMessage> reading = new HttpReader(client).ReadResponseAsync();
        await time.AdvanceUntilAsync(reading);

        HttpMessage response = await reading;
        Assert.Equal((504, "response_timeout"), (response.Status, response.Field("X-LB-Cause")));
        Assert.True(time.Now >= ForwardingLimits.Response, $"After {time.Now} already.");
        await server.ReadToWhateverEndAsync(); // Not to be used again.
    }

    [Fact]
    public async Task ResponseTimeout_BackendStopsInMidResponse_ClientIsReset()
    {
        var time = new ManualTimeProvider();
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(HttpText.Get, time);
        (_, Peer client, Peer server) = pending;
        await server.SendAsync(HttpText.ResponseHead(10) + "hello");
        await client.ReadUntilAsync("hello");

        Task<(long, bool Reset)> reading = client.ReadToWhateverEndAsync();
        await time.AdvanceUntilAsync(reading);

        Assert.True((await reading).Reset);
    }
}
