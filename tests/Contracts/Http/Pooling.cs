using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>Backend connections are kept and used again, but only clean ones that live.</summary>
public abstract class Pooling<TLevel>
    where TLevel : IHttpLevel, new()
{
    private const string LastGet = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    private const string Post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello";

    [Fact]
    public async Task Requests_OfManyClients_ShareOneConnection()
    {
        await using Rig rig = await Rig.StartAsync<TLevel>();
        for (int client = 0; client < 20; client++)
        {
            using Peer peer = await rig.Level.ConnectAsync();
            await peer.SendAsync(LastGet);
            Assert.EndsWith("ok", await peer.ReadToEndAsync(), StringComparison.Ordinal); // At its end, the backend's connection is in the pool.
        }

        Assert.Equal((1, 20), (rig.Backend.Connections, rig.Backend.Requests.Count));
    }

    /// <summary>The backend's connection is cut under the wait for a response, and its buffer still holds the last one.</summary>
    [Fact]
    public async Task BadUpload_OnAKeptConnection_NeverGetsTheResponseOfTheClientBefore()
    {
        await using Rig rig = await Rig.StartAsync<TLevel>(_ => HttpText.Response("secret"));
        string badLater = $"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;{new string('a', 5000)}\r\nhello\r\n0\r\n\r\n";
        for (int i = 0; i < 30; i++)
        {
            using Peer first = await rig.Level.ConnectAsync();
            await first.SendAsync(LastGet);
            Assert.EndsWith("secret", await first.ReadToEndAsync(), StringComparison.Ordinal);

            HttpMessage response = await rig.AskAsync(badLater);

            Assert.Equal("HTTP/1.1 400 Bad Request", response.FirstLine);
        }
    }

    [Fact]
    public async Task Requests_OnOneClientConnection_GoRoundTheBackends()
    {
        await using var a = new RecordingBackend(_ => HttpText.Response("A"));
        await using var b = new RecordingBackend(_ => HttpText.Response("B"));
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, a.Script, b.Script);
        using Peer client = await level.ConnectAsync();
        var reader = new HttpReader(client);
        string order = "";
        for (int request = 0; request < 6; request++)
        {
            await client.SendAsync(HttpText.Get);
            order += (await reader.ReadResponseAsync()).Body;
        }

        Assert.Equal("ABABAB", order);
        Assert.Equal((1, 1), (a.Connections, b.Connections));
    }

    [Fact]
    public async Task Idle_TwoConnections_TheLastUsedIsTakenFirst()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using Peer first = await level.ConnectAsync();
        using Peer second = await level.ConnectAsync();
        await first.SendAsync(LastGet);
        using Peer serverOfFirst = await backend.AcceptAsync();
        await second.SendAsync(LastGet);
        using Peer serverOfSecond = await backend.AcceptAsync();
        await serverOfFirst.RespondAsync(first, isLast: true);
        Assert.Equal("", await first.ReadToEndAsync()); // At its end, the backend's connection is in the pool.
        await serverOfSecond.RespondAsync(second, isLast: true);
        Assert.Equal("", await second.ReadToEndAsync());

        using Peer third = await level.ConnectAsync();
        for (int request = 0; request < 3; request++)
        {
            await third.SendAsync(HttpText.Get);
            await serverOfSecond.RespondAsync(third);
        }
    }

    [Fact]
    public async Task Idle_BackendCloses_IsNoticedAndNeverUsed()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer old = await backend.AcceptAsync();
        await old.RespondAsync(client);
        old.FinishSending();
        Assert.Equal("", await old.ReadToEndAsync()); // We have closed as well: it was noticed while idle.

        await client.SendAsync(Post); // Also what could not be sent twice.
        using Peer fresh = await backend.AcceptAsync();
        await fresh.RespondAsync(client);
    }

    [Fact]
    public async Task Idle_BackendSpeaksOutOfTurn_ItsWordsReachNobody()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer old = await backend.AcceptAsync();
        await old.RespondAsync(client);
        await old.SendAsync(HttpText.Response("evil"));
        await old.ReadToWhateverEndAsync();

        await client.SendAsync(HttpText.Get);
        using Peer fresh = await backend.AcceptAsync();
        await fresh.RespondAsync(client);
    }

    /// <summary>The forbidden body is not there yet: in the pool it would become the next client's response.</summary>
    [Theory]
    [InlineData("Content-Length: 5\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n")]
    public async Task NoContent_ThatAnnouncesABody_TheConnectionIsNeverUsedAgain(string framing)
    {
        await using Rig rig = await Rig.StartAsync<TLevel>(_ => $"HTTP/1.1 204 No Content\r\n{framing}\r\n");
        using Peer client = await rig.Level.ConnectAsync();
        var reader = new HttpReader(client);
        await client.SendAsync(HttpText.Get + HttpText.Get);

        Assert.Equal(204, (await reader.ReadResponseAsync()).Status);
        Assert.Equal(204, (await reader.ReadResponseAsync()).Status);
        Assert.Equal((2, 2), (rig.Backend.Connections, rig.Backend.Requests.Count));
    }

    [Fact]
    public async Task Idle_TooLong_IsClosedInOrder()
    {
        var time = new ManualTimeProvider();
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), time, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer server = await backend.AcceptAsync();
        await server.RespondAsync(client);
        Task<string> end = server.ReadToEndAsync();
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(CoarseClock.Resolution);
                return end.IsCompleted;
            },
            "the idle connection is closed");

        Assert.Equal("", await end);
        Assert.True(time.Now >= BackendConnection.IdleLimit, $"Closed after {time.Now} already.");
    }

    [Fact]
    public async Task Idle_AfterABurst_NoMoreThanTheLimitAreKept()
    {
        const int Burst = SocketBudget.MostIdlePerBackend + 20;
        var gate = new TaskCompletionSource();
        int waiting = 0;
        await using var backend = new ScriptedBackend(async peer =>
        {
            while (true)
            {
                await peer.ReadUntilAsync(HttpText.EndOfHead);
                Interlocked.Increment(ref waiting);
                await gate.Task;
                await peer.SendAsync(HttpText.Response("ok"));
            }
        });
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        Peer[] clients = await Task.WhenAll(Enumerable.Range(0, Burst).Select(_ => level.ConnectAsync()));
        foreach (Peer client in clients)
        {
            await client.SendAsync(HttpText.Get);
        }

        await Eventually.TrueAsync(() => Volatile.Read(ref waiting) == Burst, "all requests are with the backend");
        gate.SetResult();
        foreach (Peer client in clients)
        {
            await client.ReadUntilAsync("ok");
        }

        await Eventually.TrueAsync(() => backend.Open == SocketBudget.MostIdlePerBackend, "the surplus is closed");
        foreach (Peer client in clients)
        {
            client.Dispose();
        }
    }

    [Fact]
    public async Task RequestBodyNotFullySent_TheConnectionIsNeverUsedAgain()
    {
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(HttpText.Post(100) + "some", until: "some");
        (_, Peer client, Peer server) = pending;
        await server.SendAsync(HttpText.Response("early")); // Keep-alive, as far as it is concerned.
        await new HttpReader(client).ReadResponseAsync();
        await server.ReadToWhateverEndAsync();
    }
}
