using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>The rows of the table that are about answers that come before the request is over.</summary>
public abstract class EarlyResponses<TLevel>
    where TLevel : IHttpLevel, new()
{
    [Fact]
    public async Task ExpectContinue_ClientWaits_TheInterimResponsePassesBeforeTheBody()
    {
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
        (_, Peer client, Peer server) = pending;
        await server.SendAsync("HTTP/1.1 100 Continue\r\n\r\n");
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await client.ReadUntilAsync(HttpText.EndOfHead));
        await client.SendAsync("hello");
        await server.ReadUntilAsync("hello");
        await server.SendAsync(HttpText.Response("thanks"));

        HttpMessage response = await new HttpReader(client).ReadResponseAsync();
        Assert.Equal(("thanks", null), (response.Body, response.Field("Connection")));
    }

    [Fact]
    public async Task OriginAnswersBeforeTheUploadEnds_IsRelayedAtOnceAndTheConnectionCloses()
    {
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(HttpText.Post(100_000_000) + "some", until: "some");
        (_, Peer client, Peer server) = pending;
        await server.SendAsync("HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\n\r\nno");

        var reader = new HttpReader(client);
        HttpMessage response = await reader.ReadResponseAsync();
        Assert.Equal((413, "no", "close"), (response.Status, response.Body, response.Field("Connection")));
        await server.ReadToWhateverEndAsync(); // Nobody wants the rest.
        await client.SendAsync(new byte[16 * 1024 * 1024]); // Still heard, and thrown away: no reset destroys the response. No kernel would take as much.
        client.FinishSending();
        await reader.ReadEndAsync();
    }

    [Fact]
    public async Task ExpectBasedDesync_BackendAnswersWithoutTheBody_WhatFollowsIsNeverARequest()
    {
        const string Smuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>($"POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: {Smuggled.Length}\r\n\r\n");
        (_, Peer client, Peer server) = pending;
        await server.SendAsync(HttpText.Response("no need")); // And it believes that the connection is free for the next request.

        var reader = new HttpReader(client);
        HttpMessage response = await reader.ReadResponseAsync();
        Assert.Equal(("no need", "close"), (response.Body, response.Field("Connection")));
        Assert.Equal(0, (await server.ReadToWhateverEndAsync()).Bytes);
        await client.SendAsync(Smuggled + Smuggled); // As the body, and as the next request.
        client.FinishSending();
        await reader.ReadEndAsync();
        Assert.Equal(2, pending.Backend.Accepted); // The check, and the one request that there was.
    }

    [Fact]
    public async Task OriginAnswersWhileTheUploadFlows_BothStreamAtOnce()
    {
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        (_, Peer client, Peer server) = pending;
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
}
