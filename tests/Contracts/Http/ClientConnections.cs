using LearnLoadBalancer.Http;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>The rows of the table that are about the client's connection and who may use it.</summary>
public abstract class ClientConnections<TLevel>
    where TLevel : IHttpLevel, new()
{
    [Fact]
    public async Task Pipelining_AllAtOnce_IsAnsweredInOrder()
    {
        await using Rig rig = await Rig.StartAsync<TLevel>(request => HttpText.Response(request.FirstLine));
        using Peer client = await rig.Level.ConnectAsync();
        string[] targets = [.. Enumerable.Range(0, 200).Select(number => $"/{number}")];
        await client.SendAsync(string.Concat(targets.Select(target => $"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n")));

        var reader = new HttpReader(client);
        foreach (string target in targets)
        {
            Assert.Equal($"GET {target} HTTP/1.1", (await reader.ReadResponseAsync()).Body);
        }

        Assert.Equal(1, rig.Backend.Connections);
    }

    [Fact]
    public async Task Pipelining_UploadsAndHeadsMixed_KeepTheirBodies()
    {
        await using Rig rig = await Rig.StartAsync<TLevel>(request => HttpText.Response(request.FirstLine[..4] + request.Body.Length));
        using Peer client = await rig.Level.ConnectAsync();
        string body = new('x', 3000);
        await client.SendAsync(
            $"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3000\r\n\r\n{body}" +
            $"PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nbb8\r\n{body}\r\n0\r\n\r\n" +
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        var reader = new HttpReader(client);
        Assert.Equal("POST3000", (await reader.ReadResponseAsync()).Body);
        Assert.Equal("PUT 3000", (await reader.ReadResponseAsync()).Body);
        Assert.Equal("GET 0", (await reader.ReadResponseAsync()).Body);
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
        await using Rig rig = await Rig.StartAsync<TLevel>();
        using Peer client = await rig.Level.ConnectAsync();
        await client.SendAsync($"GET / {version}\r\nHost: a\r\n{option}\r\n");
        var reader = new HttpReader(client);
        HttpMessage response = await reader.ReadResponseAsync();

        Assert.Equal(closes ? "close" : version == "HTTP/1.0" ? "keep-alive" : null, response.Field("Connection"));
        if (closes)
        {
            await reader.ReadEndAsync();
        }
        else
        {
            await client.SendAsync(HttpText.Get);
            Assert.Equal("ok", (await reader.ReadResponseAsync()).Body);
        }
    }

    [Fact]
    public async Task HostMissing_OnHttp10_IsFilledInWithTheAddressThatWasCalled()
    {
        await using Rig rig = await Rig.StartAsync<TLevel>();
        Assert.Equal(200, (await rig.AskAsync("GET / HTTP/1.0\r\n\r\n")).Status);

        Assert.Equal($"127.0.0.1:{rig.Level.Port}", Assert.Single(rig.Backend.Requests).Field("Host"));
    }

    [Fact]
    public async Task BodyLimit_WhereOneIsSet_Is413()
    {
        await using Rig rig = await Rig.StartAsync<TLevel>(options: new HttpOptions { MaxBodyBytes = 4 });

        Assert.Equal(200, (await rig.AskAsync(HttpText.Post(4) + "1234")).Status);
        Assert.Equal("body_too_large", (await rig.AskAsync(HttpText.Post(5) + "12345")).Field("X-LB-Cause"));
        Assert.Equal("body_too_large", (await rig.AskAsync("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n0\r\n\r\n")).Field("X-LB-Cause"));
        Assert.Single(rig.Backend.Requests);
    }

    /// <summary>The piece that takes it over the limit may be the last one, whose end is there as well.</summary>
    [Theory]
    [InlineData("5\r\n12345\r\n0\r\n\r\n")]
    [InlineData("5\r\n12345\r\n")]
    public async Task BodyLimit_ChunksThatComeAfterTheHead_Is413AndNothingOfThemIsSentOn(string chunks)
    {
        await using var backend = new ScriptedBackend();
        var options = new HttpOptions { MaxBodyBytes = 4 };
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel { Options = options }, null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);
        await client.SendAsync(chunks);

        Assert.Equal((0, true), await server.ReadToWhateverEndAsync());
        HttpMessage response = await new HttpReader(client).ReadResponseAsync();
        Assert.Equal((413, "body_too_large", "close"), (response.Status, response.Field("X-LB-Cause"), response.Field("Connection")));
    }

    [Fact]
    public async Task Clients_MoreThanTheLimit_Are503AndWelcomeOnceOthersHaveLeft()
    {
        await using Rig rig = await Rig.StartAsync<TLevel>(options: new HttpOptions { MaxClients = 2 });
        using Peer first = await rig.Level.ConnectAsync();
        using Peer second = await rig.Level.ConnectAsync();
        foreach (Peer inside in (Peer[])[first, second])
        {
            await inside.SendAsync(HttpText.Get);
            Assert.Equal(200, (await new HttpReader(inside).ReadResponseAsync()).Status);
        }

        HttpMessage refused = await rig.AskAsync(HttpText.Get);
        Assert.Equal((503, "too_many_clients", "close"), (refused.Status, refused.Field("X-LB-Cause"), refused.Field("Connection")));

        await first.SendAsync(HttpText.Get); // Who is inside is served as before.
        Assert.Equal(200, (await new HttpReader(first).ReadResponseAsync()).Status);
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
        await using Rig rig = await Rig.StartAsync<TLevel>(options: new HttpOptions { TrustedProxies = [System.Net.IPAddress.Loopback] });
        await rig.AskAsync("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: b\r\nForwarded: for=1.2.3.4\r\nConnection: Forwarded\r\n\r\n");

        HttpMessage request = Assert.Single(rig.Backend.Requests);
        Assert.Equal("for=1.2.3.4", request.Field("Forwarded")); // Also where "Connection" asks to take it away.
        Assert.Equal("1.2.3.4, 127.0.0.1", request.Field("X-Forwarded-For"));
        Assert.Equal(("https", "b"), (request.Field("X-Forwarded-Proto"), request.Field("X-Forwarded-Host")));
    }

    /// <summary>Some backends believe <c>Forwarded</c> (RFC 7239) more than the fields that we write.</summary>
    [Fact]
    public async Task Stranger_ItsForwardedField_ReachesNobody()
    {
        await using Rig rig = await Rig.StartAsync<TLevel>();
        await rig.AskAsync("GET / HTTP/1.1\r\nHost: a\r\nForwarded: for=1.2.3.4;host=evil;proto=https\r\nX-A: 1\r\nforwarded: for=5.6.7.8\r\n\r\n");

        HttpMessage request = Assert.Single(rig.Backend.Requests);
        Assert.Equal((null, "1", "127.0.0.1"), (request.Field("Forwarded"), request.Field("X-A"), request.Field("X-Forwarded-For")));
    }

    [Fact]
    public async Task Underscores_WhereWanted_AreForwarded()
    {
        await using Rig rig = await Rig.StartAsync<TLevel>(options: new HttpOptions { ForwardUnderscores = true });
        await rig.AskAsync("GET / HTTP/1.1\r\nHost: a\r\nX_A: 1\r\n\r\n");

        Assert.Equal("1", Assert.Single(rig.Backend.Requests).Field("X_A"));
    }
}
