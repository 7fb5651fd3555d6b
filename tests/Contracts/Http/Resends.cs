using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>When a request may be sent again, and to whom: after a connection that was closed under it.</summary>
public abstract class Resends<TLevel>
    where TLevel : IHttpLevel, new()
{
    private const string Post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello";

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
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer stale = await backend.AcceptAsync();
        await stale.RespondAsync(client);

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

        HttpMessage response = await reader.ReadResponseAsync(request.StartsWith("HEAD", StringComparison.Ordinal));
        Assert.Equal(502, response.Status);
        Assert.Equal(repeated ? 3 : 2, backend.Accepted);
    }

    [Fact]
    public async Task FreshConnection_ClosedUnderTheRequest_IsNotRepeated()
    {
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(HttpText.Get);
        (_, Peer client, Peer server) = pending;
        server.FinishSending();

        Assert.Equal("backend_closed", (await new HttpReader(client).ReadResponseAsync()).Field("X-LB-Cause"));
        Assert.Equal(2, pending.Backend.Accepted);
    }

    [Fact]
    public async Task StaleConnection_AfterAByteOfAResponse_IsNotRepeated()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer server = await backend.AcceptAsync();
        await server.RespondAsync(client);
        await client.SendAsync(HttpText.Get);
        await server.ReadUntilAsync(HttpText.EndOfHead);
        await server.SendAsync("H");
        server.FinishSending();

        Assert.Equal(502, (await new HttpReader(client).ReadResponseAsync()).Status);
        Assert.Equal(2, backend.Accepted);
    }

    [Fact]
    public async Task StalePooledConnection_Resent_StaysAtItsBackendAndHasHadItsTurn()
    {
        // The second of the two: a level that sends to whoever is next might come to the first one by chance.
        await using var other = new RecordingBackend(_ => HttpText.Response("A"));
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, other.Script, backend);
        using Peer client = await level.ConnectAsync();
        var reader = new HttpReader(client);
        Assert.Equal("A", await AskAsync(client, reader));
        await client.SendAsync(HttpText.Get);
        using Peer stale = await backend.AcceptAsync();
        await stale.RespondAsync(client);
        Assert.Equal("A", await AskAsync(client, reader));

        await client.SendAsync(HttpText.Get);
        await stale.ReadUntilAsync(HttpText.EndOfHead);
        stale.FinishSending(); // It takes the request and closes: from outside, the race.

        // The backend lives, only its connection did not. So the request stays there, with all that is warm for it.
        Task<HttpMessage> response = reader.ReadResponseAsync();
        Task<Peer> accepting = backend.AcceptAsync();
        await Task.WhenAny(accepting, response).EndsAsync("the request, sent again, or its response");
        Assert.True(accepting.IsCompleted, "The request went elsewhere.");
        using Peer fresh = await accepting;
        await fresh.ReadUntilAsync(HttpText.EndOfHead);
        await fresh.SendAsync(HttpText.Response("B"));
        Assert.Equal("B", (await response).Body);

        // It had one turn, so the next one is the neighbour's.
        Assert.Equal("A", await AskAsync(client, reader));
        Assert.Equal(3, other.Requests.Count);
    }

    [Fact]
    public async Task StalePooledConnection_BackendIsGone_AnotherOneAnswersOnANewConnection()
    {
        await using var gone = new ScriptedBackend();
        await using var other = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, gone, other);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer stale = await gone.AcceptAsync();
        await stale.RespondAsync(client);
        await client.SendAsync(HttpText.Get);
        using Peer kept = await other.AcceptAsync();
        await kept.RespondAsync(client);

        await gone.StopListeningAsync();
        await client.SendAsync(HttpText.Get);
        await stale.ReadUntilAsync(HttpText.EndOfHead);
        stale.FinishSending();
        using Peer fresh = await other.AcceptAsync(); // A new connection: who has been failed once is careful.
        await fresh.RespondAsync(client);
    }

    [Fact]
    public async Task BackendsThatDieBehindTheirResponse_UnderLoad_LoseNoGetAndRepeatNoPost()
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

                await peer.SendAsync(HttpText.Response("ok"));
                if (request.FirstLine.Contains("0 ", StringComparison.Ordinal))
                {
                    return; // Every tenth request, the backend dies behind its response.
                }
            }
        };
        await using var a = new ScriptedBackend(script);
        await using var b = new ScriptedBackend(script);
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, a, b);
        int lostGets = 0;
        Task[] clients = [.. Enumerable.Range(0, 8).Select(number => Task.Run(async () =>
        {
            using Peer client = await level.ConnectAsync();
            var reader = new HttpReader(client);
            for (int request = 0; request < 200; request++)
            {
                string method = request % 2 == 0 ? "GET" : "POST";
                await client.SendAsync($"{method} /{number}-{request} HTTP/1.1\r\nHost: a\r\n\r\n");
                HttpMessage response = await reader.ReadResponseAsync();
                if (method == "GET" && response.Status != 200)
                {
                    Interlocked.Increment(ref lostGets);
                }
            }
        }))];
        await Task.WhenAll(clients);

        Assert.Equal(0, lostGets);
        Assert.All(posts, post => Assert.Equal(1, post.Value));
    }

    private static async Task<string> AskAsync(Peer client, HttpReader reader)
    {
        await client.SendAsync(HttpText.Get);
        return (await reader.ReadResponseAsync()).Body;
    }
}
