using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Tests.Contracts;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level3;

/// <summary>Backend connections are kept and used again, but only clean ones that live.</summary>
public sealed class PoolTests
{
    private const string LastGet = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    private const string Post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello";

    [Fact]
    public async Task Requests_OfManyClients_ShareOneConnection()
    {
        await using Rig rig = await Rig.StartAsync();
        for (int client = 0; client < 20; client++)
        {
            using Peer peer = await rig.Level.ConnectAsync();
            await peer.SendAsync(LastGet);
            Assert.EndsWith("ok", await peer.ReadToEndAsync(), StringComparison.Ordinal); // At its end, the backend's connection is in the pool.
        }

        Assert.Equal((1, 20), (rig.Backend.Connections, rig.Backend.Requests.Count));
    }

    /// <summary>The backend's connection is cut under the wait for an answer, and its buffer still holds the last one.</summary>
    [Fact]
    public async Task BadUpload_OnAKeptConnection_NeverGetsTheAnswerOfTheClientBefore()
    {
        await using Rig rig = await Rig.StartAsync(_ => HttpText.Answer("secret"));
        string badLater = $"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;{new string('a', 5000)}\r\nhello\r\n0\r\n\r\n";
        for (int i = 0; i < 30; i++)
        {
            using Peer first = await rig.Level.ConnectAsync();
            await first.SendAsync(LastGet);
            Assert.EndsWith("secret", await first.ReadToEndAsync(), StringComparison.Ordinal);

            HttpMessage answer = await rig.AskAsync(badLater);

            Assert.Equal("HTTP/1.1 400 Bad Request", answer.FirstLine);
        }
    }

    [Fact]
    public async Task Requests_OnOneClientConnection_GoRoundTheBackends()
    {
        await using var a = new RecordingBackend(_ => HttpText.Answer("A"));
        await using var b = new RecordingBackend(_ => HttpText.Answer("B"));
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), null, a.Script, b.Script);
        using Peer client = await level.ConnectAsync();
        var reader = new HttpReader(client);
        string order = "";
        for (int request = 0; request < 6; request++)
        {
            await client.SendAsync(HttpText.Get);
            order += (await reader.ReadAnswerAsync()).Body;
        }

        Assert.Equal("ABABAB", order);
        Assert.Equal((1, 1), (a.Connections, b.Connections));
    }

    [Fact]
    public async Task Idle_TwoConnections_TheLastUsedIsTakenFirst()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), null, backend);
        using Peer first = await level.ConnectAsync();
        using Peer second = await level.ConnectAsync();
        await first.SendAsync(LastGet);
        using Peer serverOfFirst = await backend.AcceptAsync();
        await second.SendAsync(LastGet);
        using Peer serverOfSecond = await backend.AcceptAsync();
        await AnswerAsync(serverOfFirst, first);
        Assert.Equal("", await first.ReadToEndAsync()); // At its end, the backend's connection is in the pool.
        await AnswerAsync(serverOfSecond, second);
        Assert.Equal("", await second.ReadToEndAsync());

        using Peer third = await level.ConnectAsync();
        for (int request = 0; request < 3; request++)
        {
            await third.SendAsync(HttpText.Get);
            await AnswerAsync(serverOfSecond, third);
        }
    }

    [Fact]
    public async Task Idle_BackendCloses_IsNoticedAndNeverUsed()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer old = await backend.AcceptAsync();
        await AnswerAsync(old, client);
        old.FinishSending();
        Assert.Equal("", await old.ReadToEndAsync()); // We have closed as well: it was noticed while idle.

        await client.SendAsync(Post); // Also what could not be sent twice.
        using Peer fresh = await backend.AcceptAsync();
        await AnswerAsync(fresh, client);
    }

    [Fact]
    public async Task Idle_BackendSpeaksOutOfTurn_ItsWordsReachNobody()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer old = await backend.AcceptAsync();
        await AnswerAsync(old, client);
        await old.SendAsync(HttpText.Answer("evil"));
        await old.ReadToWhateverEndAsync();

        await client.SendAsync(HttpText.Get);
        using Peer fresh = await backend.AcceptAsync();
        await AnswerAsync(fresh, client);
    }

    [Fact]
    public async Task Idle_TooLong_IsClosedInOrder()
    {
        var time = new ManualTimeProvider();
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), time, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer server = await backend.AcceptAsync();
        await AnswerAsync(server, client);
        Task<string> end = server.ReadToEndAsync();
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(CoarseClock.Resolution);
                return end.IsCompleted;
            },
            "the idle connection is closed");

        Assert.Equal("", await end);
        Assert.True(time.Now >= Limits.BackendIdle, $"Closed after {time.Now} already.");
    }

    [Fact]
    public async Task Idle_AfterABurst_NoMoreThanTheLimitAreKept()
    {
        const int Burst = Limits.IdlePerBackend + 20;
        var gate = new TaskCompletionSource();
        int waiting = 0;
        await using var backend = new ScriptedBackend(async peer =>
        {
            while (true)
            {
                await peer.ReadUntilAsync(HttpText.EndOfHead);
                Interlocked.Increment(ref waiting);
                await gate.Task;
                await peer.SendAsync(HttpText.Answer("ok"));
            }
        });
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), null, backend);
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

        await Eventually.TrueAsync(() => backend.Open == Limits.IdlePerBackend, "the surplus is closed");
        foreach (Peer client in clients)
        {
            client.Dispose();
        }
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r\n", true)]
    [InlineData("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", true)]
    [InlineData("OPTIONS / HTTP/1.1\r\nHost: a\r\n\r\n", true)]
    [InlineData("DELETE / HTTP/1.1\r\nHost: a\r\n\r\n", true)]
    [InlineData("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello", true)]
    [InlineData("PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", true)]
    [InlineData(Post, false)]
    [InlineData("PATCH / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello", false)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\n\r\n", false)]
    [InlineData("get / HTTP/1.1\r\nHost: a\r\n\r\n", false)]
    public async Task StalePooledConnection_ClosedUnderTheRequest_IsRepeatedOnceIfThatIsSafe(string request, bool repeated)
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer stale = await backend.AcceptAsync();
        await AnswerAsync(stale, client);

        await client.SendAsync(request);
        await stale.ReadUntilAsync(HttpText.EndOfHead); // It takes the request and dies: from outside, the same race.
        stale.FinishSending();
        var reader = new HttpReader(client);
        if (repeated)
        {
            using Peer fresh = await backend.AcceptAsync();
            string again = await fresh.ReadUntilAsync(HttpText.EndOfHead);
            Assert.StartsWith(request[..4], again, StringComparison.Ordinal);
            fresh.Dispose(); // Once is enough: what fails on a fresh connection was no race.
        }

        HttpMessage answer = await reader.ReadAnswerAsync(request.StartsWith("HEAD", StringComparison.Ordinal));
        Assert.Equal(502, answer.Status);
        Assert.Equal(repeated ? 3 : 2, backend.Accepted);
    }

    [Fact]
    public async Task FreshConnection_ClosedUnderTheRequest_IsNotRepeated()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);
        server.FinishSending();

        Assert.Equal("backend_closed", (await new HttpReader(client).ReadAnswerAsync()).Field("X-LB-Cause"));
        Assert.Equal(2, backend.Accepted);
    }

    [Fact]
    public async Task StaleConnection_AfterAByteOfAnAnswer_IsNotRepeated()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer server = await backend.AcceptAsync();
        await AnswerAsync(server, client);
        await client.SendAsync(HttpText.Get);
        await server.ReadUntilAsync(HttpText.EndOfHead);
        await server.SendAsync("H");
        server.FinishSending();

        Assert.Equal(502, (await new HttpReader(client).ReadAnswerAsync()).Status);
        Assert.Equal(2, backend.Accepted);
    }

    [Fact]
    public async Task Refused_AnotherBackendLives_TheClientNeverKnows()
    {
        await using var gone = new ScriptedBackend();
        await using var alive = new RecordingBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), null, gone, alive.Script);
        await gone.StopListeningAsync();
        for (int request = 0; request < 4; request++)
        {
            using Peer client = await level.ConnectAsync();
            await client.SendAsync(Post); // Nothing was sent yet, so even this may go elsewhere.
            Assert.Equal("ok", (await new HttpReader(client).ReadAnswerAsync()).Body);
        }

        Assert.Equal(4, alive.Requests.Count);
    }

    /// <summary>Before the next check finds out: each third turn is the dead one's, and must be shared as well.</summary>
    [Fact]
    public async Task Refused_TwoOthersLive_TheyShareEvenly()
    {
        await using var a = new RecordingBackend();
        var dead = new RecordingBackend();
        await using var c = new RecordingBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), new ManualTimeProvider(), a.Script, dead.Script, c.Script);
        await dead.DisposeAsync();
        using Peer client = await level.ConnectAsync();
        var reader = new HttpReader(client);
        for (int request = 0; request < 60; request++)
        {
            await client.SendAsync(HttpText.Get);
            Assert.Equal("ok", (await reader.ReadAnswerAsync()).Body);
        }

        Assert.Equal((30, 30), (a.Requests.Count, c.Requests.Count));
    }

    [Fact]
    public async Task Refused_NoOtherBackend_Is502AndTheConnectionGoesOn()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), null, backend);
        await backend.StopListeningAsync();
        using Peer client = await level.ConnectAsync();
        var reader = new HttpReader(client);
        for (int request = 0; request < 3; request++)
        {
            await client.SendAsync(HttpText.Get);
            HttpMessage answer = await reader.ReadAnswerAsync();
            Assert.Equal((502, "connect_refused", null), (answer.Status, answer.Field("X-LB-Cause"), answer.Field("Connection")));
        }
    }

    [Fact]
    public async Task ConnectTimeout_BackendDoesNotPickUp_Is504()
    {
        var time = new ManualTimeProvider();
        using var silent = new SilentListener(silent: false);
        await using RunningLevel level = RunningLevel.Start(new Contracts.Level3(), silent.Address, time);
        await silent.TakeOneAndFallSilentAsync(); // Healthy, as far as the check knows.
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        await time.WhenSomebodyWaitsAsync(LearnLoadBalancer.Net.BackendConnector.DefaultLimit);
        time.Advance(LearnLoadBalancer.Net.BackendConnector.DefaultLimit);

        HttpMessage answer = await new HttpReader(client).ReadAnswerAsync();
        Assert.Equal((504, "connect_timeout"), (answer.Status, answer.Field("X-LB-Cause")));
    }

    [Fact]
    public async Task NoneEligible_Is503WithRetryAfter()
    {
        using var absent = new AbsentBackend();
        await using RunningLevel level = RunningLevel.Start(new Contracts.Level3(), absent.Address);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);

        HttpMessage answer = await new HttpReader(client).ReadAnswerAsync();
        Assert.Equal((503, "no_backend", "10"), (answer.Status, answer.Field("X-LB-Cause"), answer.Field("Retry-After")));
        Assert.Single(level.Logger.Lines, "All backends are unhealthy!");
    }

    [Fact]
    public async Task RequestBodyNotFullySent_TheConnectionIsNeverUsedAgain()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Post(100) + "some");
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync("some");
        await server.SendAsync(HttpText.Answer("early")); // Keep-alive, as far as it is concerned.
        await new HttpReader(client).ReadAnswerAsync();
        await server.ReadToWhateverEndAsync();
    }

    [Fact]
    public async Task BackendsThatDieBehindTheirAnswer_UnderLoad_LoseNoGetAndRepeatNoPost()
    {
        var posts = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        Func<Peer, Task> script = async peer =>
        {
            var reader = new HttpReader(peer);
            while (await reader.ReadRequestAsync() is { } request)
            {
                if (request.FirstLine.StartsWith("POST", StringComparison.Ordinal))
                {
                    posts.AddOrUpdate(request.FirstLine, 1, (_, count) => count + 1);
                }

                await peer.SendAsync(HttpText.Answer("ok"));
                if (request.FirstLine.Contains("0 ", StringComparison.Ordinal))
                {
                    return; // Every tenth request, the backend dies behind its answer.
                }
            }
        };
        await using var a = new ScriptedBackend(script);
        await using var b = new ScriptedBackend(script);
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), null, a, b);
        int lostGets = 0;
        Task[] clients = [.. Enumerable.Range(0, 8).Select(number => Task.Run(async () =>
        {
            using Peer client = await level.ConnectAsync();
            var reader = new HttpReader(client);
            for (int request = 0; request < 200; request++)
            {
                string method = request % 2 == 0 ? "GET" : "POST";
                await client.SendAsync($"{method} /{number}-{request} HTTP/1.1\r\nHost: a\r\n\r\n");
                HttpMessage answer = await reader.ReadAnswerAsync();
                if (method == "GET" && answer.Status != 200)
                {
                    Interlocked.Increment(ref lostGets);
                }
            }
        }))];
        await Task.WhenAll(clients);

        Assert.Equal(0, lostGets);
        Assert.All(posts, post => Assert.Equal(1, post.Value));
        Assert.Empty(a.Failures);
    }

    private static async Task AnswerAsync(Peer server, Peer client)
    {
        await server.ReadUntilAsync(HttpText.EndOfHead);
        await server.SendAsync(HttpText.Answer("ok"));
        await client.ReadUntilAsync("ok");
    }
}
