using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>Requests go to the backends in turn, answers come back byte for byte.</summary>
public abstract class ServesHttp<TLevel>
    where TLevel : ILevel, new()
{
    [Fact]
    public async Task Request_OneBackend_ArrivesAndItsResponseComesBackUnchanged()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using Peer client = await level.ConnectAsync();

        await client.SendAsync(HttpText.Get);
        using Peer server = await backend.AcceptAsync();
        Assert.StartsWith("GET / HTTP/1.1\r\n", await server.ReadUntilAsync(HttpText.EndOfHead), StringComparison.Ordinal);

        string response = HttpText.Response("hello");
        await server.SendAsync(response);
        Assert.Equal(response, await client.ReadExactlyAsync(response.Length));
    }

    [Fact]
    public async Task Request_SentByteByByte_ArrivesWhole()
    {
        await using var backend = new ScriptedBackend(RespondAsync("hello"));
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using Peer client = await level.ConnectAsync();
        foreach (char letter in HttpText.Get)
        {
            await client.SendAsync(letter.ToString());
        }

        Assert.EndsWith("hello", await client.ReadUntilAsync("hello"), StringComparison.Ordinal);
    }

    /// <summary>
    /// The first piece of each request follows the one before it, in the same send: that one's response says that
    /// the level has received both, and only then the second piece is sent. So the two can't meet in the kernel.
    /// </summary>
    [Fact]
    public async Task Request_InTwoPiecesThatMeetAtEveryByte_ArrivesWhole()
    {
        await using var backend = new ScriptedBackend(async peer =>
        {
            var reader = new HttpReader(peer);
            while (await reader.ReadRequestAsync() is { } request)
            {
                await peer.SendAsync(HttpText.Response(request.FirstLine));
            }
        });
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using Peer client = await level.ConnectAsync();
        string secondPiece = HttpText.Get;
        for (int cut = 1; cut < HttpText.Get.Length; cut++)
        {
            await client.SendAsync(secondPiece + HttpText.Get[..cut]);
            await AssertAnsweredAsync();
            secondPiece = HttpText.Get[cut..];
        }

        await client.SendAsync(secondPiece);
        await AssertAnsweredAsync();

        async Task AssertAnsweredAsync()
        {
            string response = HttpText.Response("GET / HTTP/1.1");
            Assert.Equal(response, await client.ReadExactlyAsync(response.Length));
        }
    }

    [Fact]
    public async Task Requests_OneAfterTheOtherOnOneConnection_AreAllAnswered()
    {
        await using var backend = new ScriptedBackend(RespondAsync("again"));
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using Peer client = await level.ConnectAsync();
        for (int request = 0; request < 10; request++)
        {
            await client.SendAsync(HttpText.Get);
            Assert.EndsWith("again", await client.ReadUntilAsync("again"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Requests_NineInARow_GoRoundThreeBackendsInOrder()
    {
        await using var a = new ScriptedBackend(RespondAsync("A"));
        await using var b = new ScriptedBackend(RespondAsync("B"));
        await using var c = new ScriptedBackend(RespondAsync("C"));
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, a, b, c);

        string order = "";
        for (int request = 0; request < 9; request++)
        {
            order += await AskAsync(level);
        }

        Assert.Equal("ABCABCABC", order);
    }

    [Fact]
    public async Task Requests_HundredAtOnce_AreAllAnsweredAndEvenlySpread()
    {
        await using var a = new ScriptedBackend(RespondAsync("A"));
        await using var b = new ScriptedBackend(RespondAsync("B"));
        await using var c = new ScriptedBackend(RespondAsync("C"));
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, a, b, c);

        string[] responses = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => AskAsync(level)));

        int[] shares = [.. responses.GroupBy(response => response).Select(share => share.Count()).Order()];
        Assert.Equal([33, 33, 34], shares);
    }

    private static async Task<string> AskAsync(RunningLevel level)
    {
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        string response = await client.ReadUntilAsync(HttpText.EndOfHead);
        return response.Length > HttpText.ResponseHead(1).Length ? response[^1..] : await client.ReadExactlyAsync(1);
    }

    private static Func<Peer, Task> RespondAsync(string body) => async peer =>
    {
        while (true)
        {
            await peer.ReadUntilAsync(HttpText.EndOfHead);
            await peer.SendAsync(HttpText.Response(body));
        }
    };
}
