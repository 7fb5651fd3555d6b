using System.Net.Sockets;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>A backend may answer and hang up before it has read the request: the client gets to read that response.</summary>
public abstract class DeliversEarlyResponses<TLevel>
    where TLevel : IPipeLevel, new()
{
    private const long Upload = 12 * 1024 * 1024;
    private static readonly string Refusal = HttpText.Response("too large");

    [Fact]
    public async Task Backend_AnswersAndClosesInOrder_ClientReadsAfterItsWholeUpload()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Post(Upload));
        using Peer server = await backend.AcceptAsync();
        await server.ReadExactlyAsync(HttpText.Post(Upload).Length);
        await server.SendAsync(Refusal);
        server.Dispose();

        await new Transfer().SendAsync(client, Upload);

        Assert.Equal(Refusal, await client.ReadToEndAsync());
    }

    [Fact]
    public async Task Backend_AnswersWhileTheUploadFlows_ClientReadsTheWholeResponse()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        for (int round = 0; round < 20; round++)
        {
            using Peer client = await level.ConnectAsync();
            await client.SendAsync(HttpText.Post(Upload));
            using Peer server = await backend.AcceptAsync();
            await server.ReadSomeAsync();
            Task<string> uploading = Task.Run(() => new Transfer().SendAsync(client, Upload));
            await server.SendAsync(Refusal);
            server.FinishSending();
            await server.ReadSomeAsync();
            server.Dispose();

            await uploading;
            Assert.Equal(Refusal, await client.ReadToEndAsync());
        }
    }

    /// <summary>
    /// A server that closes with unread input resets, and there is no telling whether its response was whole.
    /// So the reset is passed on, but only behind the response.
    /// </summary>
    [Fact]
    public async Task Backend_AnswersAndClosesWithUnreadInput_ResponseComesBeforeTheReset()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        for (int round = 0; round < 20; round++)
        {
            using Peer client = await level.ConnectAsync();
            using Peer server = await backend.AcceptAsync();
            var transfer = new Transfer();
            Task<string> uploading = Task.Run(() => transfer.SendAsync(client, Transfer.Plenty));
            await transfer.WhenStuckAsync();
            await server.SendAsync(Refusal);
            server.Dispose();

            Assert.Equal(Refusal, await client.ReadExactlyAsync(Refusal.Length));
            await Assert.ThrowsAsync<SocketException>(() => uploading);
        }
    }
}
