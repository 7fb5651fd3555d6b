using System.Net.Sockets;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>A connection that breaks on one side breaks on the other: at once, and never as an orderly end.</summary>
public abstract class PassesResetsOn<TLevel>
    where TLevel : IPipeLevel, new()
{
    private const int Rounds = 40;

    [Fact]
    public async Task Backend_ResetsBeforeItsResponse_ClientIsReset()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);
        server.Reset();

        Assert.Equal((0, true), await client.ReadToWhateverEndAsync());
    }

    [Fact]
    public async Task Backend_ResetsInMidResponse_ClientIsResetAfterWhatCame()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);
        await server.SendAsync("half");
        Assert.Equal("half", await client.ReadExactlyAsync(4));
        server.Reset();

        Assert.Equal((0, true), await client.ReadToWhateverEndAsync());
    }

    [Fact]
    public async Task Client_Resets_BackendIsReset()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);
        client.Reset();

        Assert.Equal((0, true), await server.ReadToWhateverEndAsync());
    }

    [Fact]
    public async Task Client_ClosesInMidResponse_BackendIsReset()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);
        Task<SocketError> sending = SendUntilItFailsAsync(server);
        await client.ReadExactlyAsync(1000);
        client.Dispose();

        Assert.NotEqual(SocketError.Success, await sending);
    }

    [Fact]
    public async Task Client_ClosesAfterItsRequest_BackendThatFinishesIsFreed()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);
        client.Dispose();

        // A client that has closed and one that has only finished its sending look alike at first.
        Assert.Equal("", await server.ReadToEndAsync());
        Assert.NotEqual(SocketError.Success, await SendUntilItFailsAsync(server));
    }

    /// <summary>
    /// The kernel tells of a reset once. While bytes flow to the side that broke, it may tell the direction
    /// that sends there, and the one that reads from there gets an end that looks orderly.
    /// </summary>
    [Fact]
    public async Task Backend_ResetsWhileTheClientUploads_TheHalfResponseNeverLooksWhole()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        for (int round = 0; round < Rounds; round++)
        {
            using Peer client = await level.ConnectAsync();
            using Peer server = await backend.AcceptAsync();
            await BreakWhileBytesComeAsync(client, server, readsBefore: round % 20);
        }
    }

    [Fact]
    public async Task Client_ResetsWhileTheBackendAnswers_TheHalfUploadNeverLooksWhole()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        for (int round = 0; round < Rounds; round++)
        {
            using Peer client = await level.ConnectAsync();
            using Peer server = await backend.AcceptAsync();
            await BreakWhileBytesComeAsync(server, client, readsBefore: round % 20);
        }
    }

    private static async Task BreakWhileBytesComeAsync(Peer witness, Peer breaker, int readsBefore)
    {
        Task<SocketError> sending = SendUntilItFailsAsync(witness);
        await breaker.ReadSomeAsync();
        await breaker.SendAsync("half of what was to c");
        Task<(long, bool Reset)> reading = witness.ReadToWhateverEndAsync();
        for (int read = 0; read < readsBefore; read++)
        {
            await breaker.ReadSomeAsync();
        }

        breaker.Reset();

        // The witness's kernel, too, tells only once: either its receive or its send hears of the reset.
        bool heard = (await reading).Reset || await sending == SocketError.ConnectionReset;
        Assert.True(heard, $"The connection broke, but it ended in order (sending: {await sending}).");
    }

    /// <summary>
    /// Sends in small pieces. When a piece is sent in part and then an error comes, .NET drops that error
    /// and tells of the next, which is always "broken pipe": here it must tell of the reset.
    /// </summary>
    private static async Task<SocketError> SendUntilItFailsAsync(Peer peer)
    {
        try
        {
            for (long sent = 0; ; sent += 512)
            {
                await peer.SendAsync(Bytes.At(sent, 512));
            }
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode;
        }
    }
}
