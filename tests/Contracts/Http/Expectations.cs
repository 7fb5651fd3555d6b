using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Forwarding;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>A client that waits for the word to go on (<c>Expect: 100-continue</c>) is not late. Who owes the word is.</summary>
public abstract class Expectations<TLevel>
    where TLevel : IHttpLevel, new()
{
    private const string Expecting = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n";
    private const string Continue = "HTTP/1.1 100 Continue\r\n\r\n";
    private static readonly TimeSpan Tick = CoarseClock.Resolution;
    private static readonly TimeSpan Late = ForwardingLimits.RequestBody + TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Word_ComesLate_TheRequestGoesOn()
    {
        var time = new ManualTimeProvider();
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(Expecting, time);
        (_, Peer client, Peer server) = pending;
        time.Turn(Late);
        await server.SendAsync(Continue);
        Assert.Equal(Continue, await client.ReadUntilAsync(HttpText.EndOfHead));

        // From the word on the client has its usual time, and then the backend has.
        time.Turn(ForwardingLimits.RequestBody - Tick);
        await client.SendAsync("hello");
        Assert.Equal("hello", await server.ReadExactlyAsync(5));
        time.Turn(ForwardingLimits.RequestBody - Tick);
        await client.SendAsync("world");
        Assert.Equal("world", await server.ReadExactlyAsync(5));
        time.Turn(ForwardingLimits.Response - Tick);
        await server.SendAsync(HttpText.Response("thanks"));

        Assert.Equal("thanks", (await new HttpReader(client).ReadResponseAsync()).Body);
    }

    [Fact]
    public async Task Word_NeverComes_IsTheBackendsTimeout()
    {
        var time = new ManualTimeProvider();
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(Expecting, time);
        (_, Peer client, Peer server) = pending;
        Task<HttpMessage> reading = new HttpReader(client).ReadResponseAsync();
        await time.AdvanceUntilAsync(reading);

        HttpMessage response = await reading;
        Assert.Equal((504, "response_timeout"), (response.Status, response.Field("X-LB-Cause")));
        Assert.True(time.Now >= ForwardingLimits.Response, $"After {time.Now} already.");
        await server.ReadToWhateverEndAsync(); // Not to be used again.
    }

    [Fact]
    public async Task Word_CameLateAndTheClientSendsNothing_IsTheClientsTimeoutFromTheWordOn()
    {
        var time = new ManualTimeProvider();
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(Expecting, time);
        (_, Peer client, Peer server) = pending;
        time.Turn(Late);
        await server.SendAsync(Continue);
        Assert.Equal(Continue, await client.ReadUntilAsync(HttpText.EndOfHead));
        Task<HttpMessage> reading = new HttpReader(client).ReadResponseAsync();
        await time.AdvanceUntilAsync(reading);

        Assert.Equal("body_timeout", (await reading).Field("X-LB-Cause"));
        Assert.True(time.Now >= Late + ForwardingLimits.RequestBody, $"After {time.Now} already.");
        Assert.True((await server.ReadToWhateverEndAsync()).Reset, "Half a body ended as if it were whole.");
    }

    /// <summary>Clients need not wait for ever (RFC 9110, section 10.1.1), and most begin after a second.</summary>
    [Fact]
    public async Task Client_BeginsWithoutTheWordAndStops_IsTheClientsTimeout()
    {
        var time = new ManualTimeProvider();
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(Expecting, time);
        (_, Peer client, Peer server) = pending;
        time.Turn(Late);
        await client.SendAsync("hello");
        Assert.Equal("hello", await server.ReadExactlyAsync(5));
        Task<HttpMessage> reading = new HttpReader(client).ReadResponseAsync();
        await time.AdvanceUntilAsync(reading);

        Assert.Equal("body_timeout", (await reading).Field("X-LB-Cause"));
        Assert.True(time.Now >= Late + ForwardingLimits.RequestBody, $"After {time.Now} already.");
    }

    [Fact]
    public async Task Word_AfterOtherInterimResponses_IsWaitedForAllTheSame()
    {
        var time = new ManualTimeProvider();
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(Expecting, time);
        (_, Peer client, Peer server) = pending;
        for (int number = 0; number < 4; number++)
        {
            time.Turn(Late);
            await server.SendAsync("HTTP/1.1 102 Processing\r\n\r\n");
            await client.ReadUntilAsync(HttpText.EndOfHead);
        }

        time.Turn(Late);
        await server.SendAsync(Continue);
        Assert.Equal(Continue, await client.ReadUntilAsync(HttpText.EndOfHead));
        await client.SendAsync("helloworld");
        Assert.Equal("helloworld", await server.ReadExactlyAsync(10));
    }

    /// <summary>With the response at hand no client need send its body any more. It is not late with it.</summary>
    [Fact]
    public async Task Response_InsteadOfTheWord_MayTakeItsTime()
    {
        var time = new ManualTimeProvider();
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(Expecting, time);
        (_, Peer client, Peer server) = pending;
        await server.SendAsync("HTTP/1.1 401 Unauthorized\r\nContent-Length: 6\r\n\r\n");
        await client.ReadUntilAsync(HttpText.EndOfHead);
        foreach (char letter in "go off")
        {
            time.Turn(Late);
            await server.SendAsync(letter.ToString());
            Assert.Equal(letter.ToString(), await client.ReadExactlyAsync(1));
        }

        client.FinishSending();
        Assert.Equal("", await client.ReadToEndAsync());
    }
}
