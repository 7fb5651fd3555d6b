using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Forwarding;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>What the chapter of Level 3 calls wrong is wrong, in the way that it says; and ours is not.</summary>
public sealed class NaiveLevel3Tests
{
    private const string Get = "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n";

    /// <summary>As on docs/http-framing.md: for the length it is one request of 6 bytes, for the chunks it ends before them.</summary>
    private const string Smuggled = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG";

    [Fact]
    public async Task OneReceiveOneHead_HalfAHeadComesFirst_TakesTheHalfForTheWhole()
    {
        using SocketPair pair = await SocketPair.CreateAsync();
        await pair.Theirs.SendAsync(Get[..10]);

        Assert.Equal(Get[..10], await OneReceiveOneHead.ReadRequestAsync(pair.Ours));
    }

    [Fact]
    public async Task OneReceiveOneHead_TwoComeAtOnce_TakesThemForOne()
    {
        using SocketPair pair = await SocketPair.CreateAsync();
        await pair.Theirs.SendAsync(Get + Get);

        Assert.Equal(Get + Get, await OneReceiveOneHead.ReadRequestAsync(pair.Ours));
    }

    [Fact]
    public void RequestHead_InPiecesOrInPairs_IsFoundAsItIs()
    {
        byte[] two = Encoding.ASCII.GetBytes(Get + Get);
        var head = new RequestHead();

        Assert.Equal(HeadStatus.Incomplete, head.Parse(two.AsSpan(0, 10)));
        Assert.Equal(HeadStatus.Complete, head.Parse(two));
        Assert.Equal(Get.Length, head.Length);
    }

    [Fact]
    public void LengthWins_LengthAndChunks_SeesAnotherEndThanAReaderOfChunks()
    {
        var fields = new Dictionary<string, string> { ["Content-Length"] = "6", ["Transfer-Encoding"] = "chunked" };
        byte[] body = Encoding.ASCII.GetBytes(Smuggled[^6..]);

        var chunks = new ChunkedDecoder();
        Assert.Equal(ChunkEvent.LastChunk, chunks.Read(body, int.MaxValue, out int size, out _));
        Assert.Equal(ChunkEvent.End, chunks.Read(body.AsSpan(size), int.MaxValue, out int end, out _));

        Assert.Equal(6, LengthWins.BodyLength(fields));
        Assert.Equal(5, size + end); // The sixth byte is the first of the next request, to whom reads chunks.
    }

    [Fact]
    public void LengthWins_ASign_IsTakenForANumber() =>
        Assert.Equal(5, LengthWins.BodyLength(new Dictionary<string, string> { ["Content-Length"] = " +5" }));

    [Theory]
    [InlineData(Smuggled)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\n")]
    public void BodyFraming_WhereTwoReadersMayDiffer_Refuses(string request) =>
        Assert.Equal(HeadStatus.Failed, new RequestHead().Parse(Encoding.ASCII.GetBytes(request)));

    [Fact]
    public void CopiesEveryLine_ALie_ArrivesBeforeTheTruth_AndCloseClosesTheWrongConnection()
    {
        string forwarded = CopiesEveryLine.Forward("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Forwarded-For: 10.0.0.1\r\n\r\n", "192.0.2.7");

        Assert.EndsWith("Connection: close\r\nX-Forwarded-For: 10.0.0.1\r\nX-Forwarded-For: 192.0.2.7\r\n\r\n", forwarded, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BlindPool_BackendHasClosedTheIdleConnection_HandsOutADeadOne()
    {
        using SocketPair pair = await SocketPair.CreateAsync();
        var pool = new BlindPool(() => Task.FromResult(pair.Ours));
        pool.Return(await pool.BorrowAsync());
        pair.Theirs.Dispose();

        Socket borrowed = await pool.BorrowAsync();

        Assert.Equal(0, await borrowed.ReceiveAsync(new byte[1])); // The end lay there all the time.
    }

    [Fact]
    public async Task SendsAgain_BackendThatDiesOverTheResponse_HasTheOrderThreeTimes()
    {
        int orders = 0;
        Task<string> PlaceOrder()
        {
            orders++;
            return Task.FromException<string>(new IOException("The connection ended before the response."));
        }

        await Assert.ThrowsAsync<IOException>(() => SendsAgain.AskAsync(PlaceOrder));

        Assert.Equal(3, orders);
        Assert.False(Retry.IsSafe(reused: true, nothingSent: false, RequestMethod.Post, bodyAtHand: true));
    }

    [Fact]
    public async Task PoolsOnEveryPath_MistakeInMidResponse_NextRequestReadsTheRest()
    {
        using SocketPair pair = await SocketPair.CreateAsync();
        var pool = new BlindPool(() => Task.FromResult(pair.Ours));
        await pair.Theirs.SendAsync("half, secret");
        async Task Forward(Socket backend)
        {
            await backend.ReceiveAsync(new byte[6]);
            throw new InvalidOperationException("A mistake of ours.");
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => PoolsOnEveryPath.AttemptAsync(pair.Ours, Forward, pool.Return));

        byte[] next = new byte[100];
        int received = await (await pool.BorrowAsync()).ReceiveAsync(next);
        Assert.Equal("secret", Encoding.ASCII.GetString(next, 0, received));
    }

    [Fact]
    public async Task ForgesTheEnd_BackendThatDiesInMidBody_LooksLikeAWholeResponse()
    {
        using var backend = new MemoryStream("half of i"u8.ToArray()); // It had promised twice as much.
        using var client = new MemoryStream();

        await ForgesTheEnd.CopyBodyAsync(backend, client);

        Assert.Equal("9\r\nhalf of i\r\n0\r\n\r\n", Encoding.ASCII.GetString(client.ToArray()));
    }

    [Fact]
    public void BodyTransfer_TheSame_DoesNotEnd()
    {
        var body = new BodyTransfer();
        body.Begin(new BodyFraming(BodyKind.Length, 18), new BodyFraming(BodyKind.Chunked, 0));
        body.Skip(9);

        Assert.False(body.TryEnd(new OutputBuffer(new CountingArrayPool())));
    }
}
