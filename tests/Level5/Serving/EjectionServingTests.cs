using LearnLoadBalancer.Level5.Checks;
using LearnLoadBalancer.Tests.Contracts;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level5.Serving;

/// <summary>Ejections, with sockets. Each ejection takes 1, 1.6, 2.6 s: there is no chance in these tests.</summary>
public sealed class EjectionServingTests
{
    /// <summary>envoy#28303, envoy#32442, envoy#24217: the check is fine, the work is not.</summary>
    [Fact]
    public async Task Ask_GoodHealthzBadPath_StaysEjected()
    {
        int checks = 0;
        int work = 0;
        await using Trio5 trio = await Trio5.StartAsync(
            (place, first) =>
            {
                bool isCheck = first.Contains("/health", StringComparison.Ordinal);
                Interlocked.Add(ref checks, isCheck && place == 1 ? 1 : 0);
                Interlocked.Add(ref work, !isCheck && place == 1 ? 1 : 0);
                return Trio5.Status(!isCheck && place == 1 ? 503 : 200);
            },
            new CheckOptions { Http = new HttpCheckOptions("/health"), Interval = TimeSpan.FromMilliseconds(200) });
        Assert.Equal(5, (await trio.AskAsync(20)).Count(status => status == 503));
        await trio.WhenAsync(1, "ejected");

        int before = Volatile.Read(ref checks);
        trio.Time.Advance(TimeSpan.FromMilliseconds(900)); // A check is due, and the ejection is not over.
        await Eventually.TrueAsync(() => Volatile.Read(ref checks) > before, "a check passes");
        Assert.DoesNotContain(503, await trio.AskAsync(12));
        Assert.StartsWith("ejected", trio.Words[1], StringComparison.Ordinal);

        trio.Time.Advance(TimeSpan.FromMilliseconds(100));
        await trio.WhenAsync(1, "probing");
        Assert.Equal(1, (await trio.AskAsync(12)).Count(status => status == 503)); // The probe.
        Assert.Equal(6, Volatile.Read(ref work));
    }

    [Fact]
    public async Task Ask_ItIsMended_IsBackAfterOneProbe()
    {
        bool broken = true;
        await using Trio5 trio = await Trio5.StartAsync((place, _) => Trio5.Status(place == 1 && Volatile.Read(ref broken) ? 503 : 200));
        await trio.AskAsync(20);
        Volatile.Write(ref broken, false);
        trio.Time.Advance(TimeSpan.FromSeconds(1));
        await trio.WhenAsync(1, "probing");
        Assert.DoesNotContain(503, await trio.AskAsync(12));
        await trio.WhenAsync(1, "up");
        Assert.Contains($"Backend {trio.Backends[1].Address} back: the probing request succeeded", trio.Running.Logger.Lines);
    }

    /// <summary>Every second request: never two in a row, but half of them.</summary>
    [Fact]
    public async Task Ask_ResetsEverySecondRequest_IsEjectedByItsShare()
    {
        int requests = 0;
        await using Trio5 trio = await Trio5.StartAsync((place, _) =>
            place == 1 && Interlocked.Increment(ref requests) % 2 == 1 ? null
            : "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        await trio.AskAsync(70);

        Assert.StartsWith("ejected", trio.Words[1], StringComparison.Ordinal);
        Assert.Contains(trio.Running.Logger.Lines, line => line.EndsWith("11 of 21 requests failed, the last one backend_reset", StringComparison.Ordinal));
    }

    /// <summary>Clients that leave say nothing of the backend; nor does a response that they would not have liked.</summary>
    [Fact]
    public async Task Ask_ClientsLeave_NobodyIsEjected()
    {
        using var arrived = new SemaphoreSlim(0);
        await using Trio5 trio = await Trio5.StartAsync((_, first) =>
        {
            arrived.Release();
            return first.Contains("/wait", StringComparison.Ordinal) ? "" : Trio5.Status(500);
        });
        for (int request = 0; request < 30; request++)
        {
            using Peer client = await trio.Running.ConnectAsync();
            await client.SendAsync("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
            await arrived.WaitAsync().EndsAsync("the request arrives");
            client.Reset();
        }

        Assert.All(await trio.AskAsync(30), status => Assert.Equal(500, status));
        Assert.Equal(["up", "up", "up"], trio.Words);
    }

    /// <summary>A backend that closes each connection after its response, without a word: the next request finds it closed, and is sent again.</summary>
    [Fact]
    public async Task Ask_IdleConnectionsAreClosed_NobodyIsEjected()
    {
        await using var backend = new ScriptedBackend(async peer =>
        {
            await peer.ReadUntilAsync(HttpText.EndOfHead);
            await peer.SendAsync(HttpText.Response("ok"));
            await peer.ReadSomeAsync(); // The next request, or the end.
        });
        await using var other = new RecordingBackend();
        var level = new Contracts.Level5();
        await using RunningLevel running = await RunningLevel.StartAsync(level, null, backend, other.Script);
        for (int request = 0; request < 40; request++)
        {
            using Peer client = await running.ConnectAsync();
            await client.SendAsync(HttpText.Get);
            Assert.Equal(200, (await new HttpReader(client).ReadResponseAsync()).Status);
        }

        Assert.Equal(["up", "up"], level.States!.Describe().Select(one => one.State));
    }

    /// <summary>haproxy#2679: the request goes to another one, and its client notices nothing; who refused is counted all the same.</summary>
    [Fact]
    public async Task Ask_RefusesWhileItsCheckIsOld_EachTriedBackendIsCounted()
    {
        await using Trio5 trio = await Trio5.StartAsync((_, _) => Trio5.Status(200));
        await trio.Backends[1].StopListeningAsync();
        Assert.All(await trio.AskAsync(30), status => Assert.Equal(200, status));

        Assert.Contains(trio.Running.Logger.Lines, line => line.StartsWith($"Backend {trio.Backends[1].Address} ejected for 1.0 s: 5 failures in a row, the last one connect_refused", StringComparison.Ordinal));
    }

    /// <summary>safe-client-gateway#3442, with sockets: the probe hangs, and nobody joins it.</summary>
    [Fact]
    public async Task Probe_HangsWhileManyCome_ProbeIsOne()
    {
        bool hangs = false;
        int atSecond = 0;
        await using Trio5 trio = await Trio5.StartAsync((place, _) =>
        {
            Interlocked.Add(ref atSecond, place == 1 ? 1 : 0);
            return place != 1 ? Trio5.Status(200) : Volatile.Read(ref hangs) ? "" : Trio5.Status(503);
        });
        await trio.AskAsync(20);
        Volatile.Write(ref hangs, true);
        trio.Time.Advance(TimeSpan.FromSeconds(1));
        await trio.WhenAsync(1, "probing");
        Peer[] clients = [.. await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => trio.Running.ConnectAsync()))];
        foreach (Peer client in clients)
        {
            await client.SendAsync(HttpText.Get);
        }

        Task<HttpMessage>[] responses = [.. clients.Select(client => new HttpReader(client).ReadResponseAsync())];
        await Eventually.TrueAsync(() => responses.Count(response => response.IsCompletedSuccessfully) == 39, "all but one have their responses");
        Assert.Equal(6, Volatile.Read(ref atSecond));

        Array.ForEach(clients, client => client.Dispose());
        await Task.WhenAll(responses.Select(response => Record.ExceptionAsync(() => response)));
        await trio.WhenAsync(1, "probing");
    }

    [Fact]
    public async Task Ask_TwoKilledThenAll_TheThirdGetsAllThen503AtOnce()
    {
        await using Trio5 trio = await Trio5.StartAsync(
            (_, _) => Trio5.Status(200), new CheckOptions { Fall = 1, Timeout = TimeSpan.FromDays(1) });
        await trio.Backends[0].StopListeningAsync();
        await trio.Backends[1].StopListeningAsync();
        trio.Time.Advance(TimeSpan.FromSeconds(6));
        await trio.WhenAsync(0, "down");
        await trio.WhenAsync(1, "down");
        Assert.All(await trio.AskAsync(6), status => Assert.Equal(200, status));

        await trio.Backends[2].StopListeningAsync();
        await Eventually.TrueAsync(
            () =>
            {
                trio.Time.Advance(TimeSpan.FromSeconds(1));
                return trio.Words[2] == "down";
            },
            "the third is down");
        trio.Backends[2].CloseAll();
        Assert.All(await trio.AskAsync(2), status => Assert.Equal(503, status));
        Assert.DoesNotContain(trio.Running.Logger.Lines, line => line.StartsWith("Panic", StringComparison.Ordinal));
    }
}
