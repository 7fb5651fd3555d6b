using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Tests.Contracts;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level3;

/// <summary>The rows of the table that are about the client's connection and about time.</summary>
public sealed class ConnectionTests
{
    private static readonly TimeSpan Tick = CoarseClock.Resolution;

    [Fact]
    public async Task Pipelining_AllAtOnce_IsAnsweredInOrder()
    {
        await using Rig rig = await Rig.StartAsync(request => HttpText.Answer(request.FirstLine));
        using Peer client = await rig.Level.ConnectAsync();
        string[] targets = [.. Enumerable.Range(0, 200).Select(number => $"/{number}")];
        await client.SendAsync(string.Concat(targets.Select(target => $"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n")));

        var reader = new HttpReader(client);
        foreach (string target in targets)
        {
            Assert.Equal($"GET {target} HTTP/1.1", (await reader.ReadAnswerAsync()).Body);
        }

        Assert.Equal(1, rig.Backend.Connections);
    }

    [Fact]
    public async Task Pipelining_UploadsAndHeadsMixed_KeepTheirBodies()
    {
        await using Rig rig = await Rig.StartAsync(request => HttpText.Answer(request.FirstLine[..4] + request.Body.Length));
        using Peer client = await rig.Level.ConnectAsync();
        string body = new('x', 3000);
        await client.SendAsync(
            $"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3000\r\n\r\n{body}" +
            $"PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nbb8\r\n{body}\r\n0\r\n\r\n" +
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        var reader = new HttpReader(client);
        Assert.Equal("POST3000", (await reader.ReadAnswerAsync()).Body);
        Assert.Equal("PUT 3000", (await reader.ReadAnswerAsync()).Body);
        Assert.Equal("GET 0", (await reader.ReadAnswerAsync()).Body);
    }

    [Theory]
    [InlineData("HTTP/1.0", "", true)]
    [InlineData("HTTP/1.0", "Connection: keep-alive\r\n", false)]
    [InlineData("HTTP/1.0", "Connection: Keep-Alive, close\r\n", true)]
    [InlineData("HTTP/1.1", "", false)]
    [InlineData("HTTP/1.1", "Connection: close\r\n", true)]
    [InlineData("HTTP/1.1", "Connection: x, CLOSE\r\n", true)]
    public async Task Persistence_OfTheClient_FollowsVersionAndOption(string version, string option, bool closes)
    {
        await using Rig rig = await Rig.StartAsync();
        using Peer client = await rig.Level.ConnectAsync();
        await client.SendAsync($"GET / {version}\r\nHost: a\r\n{option}\r\n");
        var reader = new HttpReader(client);
        HttpMessage answer = await reader.ReadAnswerAsync();

        Assert.Equal(closes ? "close" : version == "HTTP/1.0" ? "keep-alive" : null, answer.Field("Connection"));
        if (closes)
        {
            await reader.ReadEndAsync();
        }
        else
        {
            await client.SendAsync(HttpText.Get);
            Assert.Equal("ok", (await reader.ReadAnswerAsync()).Body);
        }
    }

    [Fact]
    public async Task HostMissing_OnHttp10_IsFilledInWithTheAddressThatWasCalled()
    {
        await using Rig rig = await Rig.StartAsync();
        Assert.Equal(200, (await rig.AskAsync("GET / HTTP/1.0\r\n\r\n")).Status);

        Assert.Equal($"127.0.0.1:{rig.Level.Port}", Assert.Single(rig.Backend.Requests).Field("Host"));
    }

    [Fact]
    public async Task SlowlorisHeader_AByteAtATime_Is408()
    {
        var time = new ManualTimeProvider();
        await using Rig rig = await Rig.StartAsync(time: time);
        using Peer client = await rig.Level.ConnectAsync();
        var reader = new HttpReader(client);

        // Half a head, behind a whole request: once that is answered, we know that both have been read.
        await client.SendAsync(HttpText.Get + "G");
        Assert.Equal(200, (await reader.ReadAnswerAsync()).Status);
        Task<HttpMessage> reading = reader.ReadAnswerAsync();
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(Tick);
                return reading.IsCompleted;
            },
            "an answer to half a head");

        HttpMessage answer = await reading;
        Assert.Equal((408, "head_timeout", "close"), (answer.Status, answer.Field("X-LB-Cause"), answer.Field("Connection")));
        Assert.Single(rig.Backend.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task IdleConnection_NoBytes_IsClosedWithoutAWord(bool afterARequest)
    {
        var time = new ManualTimeProvider();
        await using Rig rig = await Rig.StartAsync(time: time);
        using Peer client = await rig.Level.ConnectAsync();
        if (afterARequest)
        {
            await client.SendAsync(HttpText.Get);
            await client.ReadUntilAsync("ok");
        }

        Task<string> end = client.ReadToEndAsync();
        await AdvanceUntilAsync(time, end);

        Assert.Equal("", await end);
        Assert.True(time.Now >= Limits.ClientIdle, $"Closed after {time.Now} already.");
    }

    [Fact]
    public async Task RequestBody_ClientStops_Is408AndTheBackendIsReset()
    {
        var time = new ManualTimeProvider();
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), time, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Post(10) + "hello");
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync("hello");

        Task<HttpMessage> reading = new HttpReader(client).ReadAnswerAsync();
        await AdvanceUntilAsync(time, reading);

        Assert.Equal("body_timeout", (await reading).Field("X-LB-Cause"));
        Assert.True((await server.ReadToWhateverEndAsync()).Reset, "Half a body ended as if it were whole.");
    }

    [Fact]
    public async Task RequestBody_SlowButSteady_IsNeverTooSlow()
    {
        var time = new ManualTimeProvider();
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), time, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Post(20));
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);

        // 20 bytes, 25 seconds apart: more than any limit in all, less than the limit between two of them.
        for (int sent = 0; sent < 20; sent++)
        {
            time.Advance(TimeSpan.FromSeconds(25));
            await client.SendAsync("x");
            Assert.Equal("x", await server.ReadExactlyAsync(1));
        }

        await server.SendAsync(HttpText.Answer("thanks"));
        Assert.Equal("thanks", (await new HttpReader(client).ReadAnswerAsync()).Body);
    }

    [Fact]
    public async Task ResponseTimeout_BackendSilent_Is504()
    {
        var time = new ManualTimeProvider();
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), time, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);

        Task<HttpMessage> reading = new HttpReader(client).ReadAnswerAsync();
        await AdvanceUntilAsync(time, reading);

        HttpMessage answer = await reading;
        Assert.Equal((504, "answer_timeout"), (answer.Status, answer.Field("X-LB-Cause")));
        Assert.True(time.Now >= Limits.Answer, $"After {time.Now} already.");
        await server.ReadToWhateverEndAsync(); // Not to be used again.
    }

    [Fact]
    public async Task ResponseTimeout_BackendStopsInMidAnswer_ClientIsReset()
    {
        var time = new ManualTimeProvider();
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), time, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);
        await server.SendAsync(HttpText.AnswerHead(10) + "hello");
        await client.ReadUntilAsync("hello");

        Task<(long, bool Reset)> reading = client.ReadToWhateverEndAsync();
        await AdvanceUntilAsync(time, reading);

        Assert.True((await reading).Reset);
    }

    [Fact]
    public async Task ClientFin_AfterTheRequest_StillGetsTheAnswer()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        client.FinishSending();
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);
        await server.SendAsync(HttpText.Answer("late"));

        Assert.EndsWith("late", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClientFin_WithAbortOnClose_CancelsTheWork()
    {
        await using var backend = new ScriptedBackend();
        var options = new HttpOptions { AbortOnClose = true };
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3 { Options = options }, null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        client.FinishSending();
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);

        Assert.True((await server.ReadToWhateverEndAsync()).Reset);
    }

    [Fact]
    public async Task ClientRst_WhileTheOriginWorks_CancelsTheWorkAndIsLoggedAs499()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);
        client.Reset();

        Assert.True((await server.ReadToWhateverEndAsync()).Reset);
        await Eventually.TrueAsync(() => level.Logger.Lines.Any(line => line.StartsWith("499 client_left", StringComparison.Ordinal)), "a line says 499");
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nthe beginning")]
    public async Task ClientRst_OnItsLastRequest_IsNoticedAfterAWhile(string answer)
    {
        var time = new ManualTimeProvider();
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), time, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);
        await server.SendAsync(answer);
        await client.ReadUntilAsync(answer.Length > 0 ? "the beginning" : "");
        client.Reset();
        Task<(long Bytes, bool Reset)> end = server.ReadToWhateverEndAsync();
        await AdvanceUntilAsync(time, end);

        Assert.True((await end).Reset);
        await Eventually.TrueAsync(() => level.Logger.Lines.Any(line => line.StartsWith("499 client_left", StringComparison.Ordinal)), "a line says 499");
    }

    [Fact]
    public async Task LastRequest_AnswerTakesLong_StillComes()
    {
        var time = new ManualTimeProvider();
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), time, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);
        Turn(time, Limits.Answer - Tick);
        await server.SendAsync(HttpText.AnswerHead(7) + "long");
        await client.ReadUntilAsync("long");
        Turn(time, Limits.Answer - Tick);
        await server.SendAsync("ish");

        Assert.Equal("ish", await client.ReadToEndAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)] // By then somebody listens to the client.
    public async Task LastRequest_ClientTalksOn_StillReadsItsAnswer(int seconds)
    {
        var time = new ManualTimeProvider();
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), time, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);
        Turn(time, TimeSpan.FromSeconds(seconds));
        await client.SendAsync(new string('x', 50_000)); // Unread input turns a close into a reset.
        await server.SendAsync(HttpText.Answer("heard"));

        Assert.EndsWith("heard", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClientFin_InMidBody_IsBodyCutAndTheBackendIsReset()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Post(10) + "hello");
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync("hello");
        client.FinishSending();

        Assert.Equal("body_cut", (await new HttpReader(client).ReadAnswerAsync()).Field("X-LB-Cause"));
        Assert.True((await server.ReadToWhateverEndAsync()).Reset, "Half a body ended as if it were whole.");
    }

    [Fact]
    public async Task ClientFin_InMidHead_IsClosedWithoutAWord()
    {
        await using Rig rig = await Rig.StartAsync();
        using Peer client = await rig.Level.ConnectAsync();
        await client.SendAsync("GET / HTT");
        client.FinishSending();

        Assert.Equal("", await client.ReadToEndAsync());
    }

    [Fact]
    public async Task ExpectContinue_ClientWaits_TheInterimAnswerPassesBeforeTheBody()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);
        await server.SendAsync("HTTP/1.1 100 Continue\r\n\r\n");
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await client.ReadUntilAsync(HttpText.EndOfHead));
        await client.SendAsync("hello");
        await server.ReadUntilAsync("hello");
        await server.SendAsync(HttpText.Answer("thanks"));

        HttpMessage answer = await new HttpReader(client).ReadAnswerAsync();
        Assert.Equal(("thanks", null), (answer.Body, answer.Field("Connection")));
    }

    [Fact]
    public async Task OriginAnswersBeforeTheUploadEnds_IsRelayedAtOnceAndTheConnectionCloses()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Post(1_000_000) + "some");
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync("some");
        await server.SendAsync("HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\n\r\nno");

        var reader = new HttpReader(client);
        HttpMessage answer = await reader.ReadAnswerAsync();
        Assert.Equal((413, "no", "close"), (answer.Status, answer.Body, answer.Field("Connection")));
        await server.ReadToWhateverEndAsync(); // Nobody wants the rest.
        await client.SendAsync(new string('x', 100_000)); // Still heard, and thrown away: no reset destroys the answer.
        client.FinishSending();
        await reader.ReadEndAsync();
    }

    [Fact]
    public async Task ExpectBasedDesync_BackendAnswersWithoutTheBody_WhatFollowsIsNeverARequest()
    {
        const string Smuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync($"POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: {Smuggled.Length}\r\n\r\n");
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);
        await server.SendAsync(HttpText.Answer("no need")); // And it believes that the connection is free for the next request.

        var reader = new HttpReader(client);
        HttpMessage answer = await reader.ReadAnswerAsync();
        Assert.Equal(("no need", "close"), (answer.Body, answer.Field("Connection")));
        Assert.Equal(0, (await server.ReadToWhateverEndAsync()).Bytes);
        await client.SendAsync(Smuggled + Smuggled); // As the body, and as the next request.
        client.FinishSending();
        await reader.ReadEndAsync();
        Assert.Equal(2, backend.Accepted); // The check, and the one request that there was.
    }

    [Fact]
    public async Task OriginAnswersWhileTheUploadFlows_BothStreamAtOnce()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level3(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);
        await server.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        await client.ReadUntilAsync(HttpText.EndOfHead);
        for (int round = 0; round < 10; round++)
        {
            await client.SendAsync($"1\r\n{round}\r\n");
            Assert.Equal($"1\r\n{round}\r\n", await server.ReadExactlyAsync(6));
            await server.SendAsync($"1\r\n{round}\r\n");
            Assert.Equal($"1\r\n{round}\r\n", await client.ReadExactlyAsync(6));
        }

        await client.SendAsync("0\r\n\r\n");
        Assert.Equal("0\r\n\r\n", await server.ReadExactlyAsync(5));
        await server.SendAsync("0\r\n\r\n");
        Assert.Equal("0\r\n\r\n", await client.ReadExactlyAsync(5));
    }

    [Fact]
    public async Task BodyLimit_WhereOneIsSet_Is413()
    {
        await using Rig rig = await Rig.StartAsync(options: new HttpOptions { MaxBodyBytes = 4 });

        Assert.Equal(200, (await rig.AskAsync(HttpText.Post(4) + "1234")).Status);
        Assert.Equal("body_too_large", (await rig.AskAsync(HttpText.Post(5) + "12345")).Field("X-LB-Cause"));
        Assert.Equal("body_too_large", (await rig.AskAsync("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n0\r\n\r\n")).Field("X-LB-Cause"));
        Assert.Single(rig.Backend.Requests);
    }

    [Fact]
    public async Task Clients_MoreThanTheLimit_Are503AndWelcomeOnceOthersHaveLeft()
    {
        await using Rig rig = await Rig.StartAsync(options: new HttpOptions { MaxClients = 2 });
        using Peer first = await rig.Level.ConnectAsync();
        using Peer second = await rig.Level.ConnectAsync();
        foreach (Peer inside in (Peer[])[first, second])
        {
            await inside.SendAsync(HttpText.Get);
            Assert.Equal(200, (await new HttpReader(inside).ReadAnswerAsync()).Status);
        }

        HttpMessage refused = await rig.AskAsync(HttpText.Get);
        Assert.Equal((503, "too_many_clients", "close"), (refused.Status, refused.Field("X-LB-Cause"), refused.Field("Connection")));

        await first.SendAsync(HttpText.Get); // Who is inside is served as before.
        Assert.Equal(200, (await new HttpReader(first).ReadAnswerAsync()).Status);
        second.Dispose();
        int status = 503;
        for (int attempt = 0; status != 200 && attempt < 1000; attempt++)
        {
            status = (await rig.AskAsync(HttpText.Get)).Status; // Until its leaving has been noticed.
        }

        Assert.Equal(200, status);
    }

    [Fact]
    public async Task TrustedProxy_ItsForwardedFields_AreKeptAndExtended()
    {
        await using Rig rig = await Rig.StartAsync(options: new HttpOptions { TrustedProxies = [System.Net.IPAddress.Loopback] });
        await rig.AskAsync("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: b\r\n\r\n");

        HttpMessage request = Assert.Single(rig.Backend.Requests);
        Assert.Equal("1.2.3.4, 127.0.0.1", request.Field("X-Forwarded-For"));
        Assert.Equal(("https", "b"), (request.Field("X-Forwarded-Proto"), request.Field("X-Forwarded-Host")));
    }

    [Fact]
    public async Task Underscores_WhereWanted_AreForwarded()
    {
        await using Rig rig = await Rig.StartAsync(options: new HttpOptions { ForwardUnderscores = true });
        await rig.AskAsync("GET / HTTP/1.1\r\nHost: a\r\nX_A: 1\r\n\r\n");

        Assert.Equal("1", Assert.Single(rig.Backend.Requests).Field("X_A"));
    }

    private static void Turn(ManualTimeProvider time, TimeSpan by)
    {
        for (TimeSpan turned = TimeSpan.Zero; turned < by; turned += Tick)
        {
            time.Advance(Tick);
        }
    }

    private static Task AdvanceUntilAsync(ManualTimeProvider time, Task done) => Eventually.TrueAsync(
        () =>
        {
            time.Advance(Tick);
            return done.IsCompleted;
        },
        "something happens");
}
