using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>A body of any size passes unchanged, in constant memory, at the speed of the slower side.</summary>
public abstract class StreamsLargeBodies<TLevel> : LeavesNoSocket
    where TLevel : IPipeLevel, new()
{
    private const long Large = 256 * 1024 * 1024;

    /// <summary>What the kernel may keep for the two ends, so that what is under way is with the balancer.</summary>
    private const int KernelBuffer = 64 * 1024;

    /// <summary>
    /// What may be under way: our buffer, and the kernel's for our two sockets. Those take a few MB, but
    /// Linux lets them grow with the speed: by default to 4 and 6 MB, on some machines to 4 and 32.
    /// </summary>
    private const long MostUnderWay = 40 * 1024 * 1024;

    /// <summary>What one connection may rent at once: a buffer for each direction.</summary>
    private const long MostRented = 2 * 64 * 1024;

    [Fact]
    public async Task Upload_BackendReadsLate_ArrivesUnchangedAndIsNeverCollected()
    {
        await using var backend = new ScriptedBackend(kernelBuffer: KernelBuffer);
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using Peer client = await level.ConnectAsync(KernelBuffer);
        await client.SendAsync(HttpText.Post(Large));
        using Peer server = await backend.AcceptAsync();
        await server.ReadExactlyAsync(HttpText.Post(Large).Length);

        await StreamAsync(client, server, level);

        string response = HttpText.Response("thanks");
        await server.SendAsync(response);
        Assert.Equal(response, await client.ReadExactlyAsync(response.Length));
    }

    [Fact]
    public async Task Download_ClientReadsLate_ArrivesUnchangedAndIsNeverCollected()
    {
        await using var backend = new ScriptedBackend(kernelBuffer: KernelBuffer);
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using Peer client = await level.ConnectAsync(KernelBuffer);
        await client.SendAsync(HttpText.Get);
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);
        await server.SendAsync(HttpText.ResponseHead(Large));
        await client.ReadExactlyAsync(HttpText.ResponseHead(Large).Length);

        await StreamAsync(server, client, level);
    }

    [Fact]
    public async Task BothDirections_AtOnce_DoNotWaitForEachOther()
    {
        const long Count = 32 * 1024 * 1024;
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Post(Count));
        using Peer server = await backend.AcceptAsync();
        await server.ReadExactlyAsync(HttpText.Post(Count).Length);
        await server.SendAsync(HttpText.ResponseHead(Count));
        await client.ReadExactlyAsync(HttpText.ResponseHead(Count).Length);

        var up = new Transfer();
        var down = new Transfer();
        string[] checksums = await Task.WhenAll(
            up.SendAsync(client, Count), up.ReceiveAsync(server, Count), down.SendAsync(server, Count), down.ReceiveAsync(client, Count));

        Assert.Single(checksums.Distinct());
    }

    [Fact]
    public async Task IdleConnection_AfterItsResponse_HoldsNoBuffer()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead);
        await server.SendAsync(HttpText.Response("hello"));
        await client.ReadUntilAsync("hello");

        await Eventually.TrueAsync(() => level.Buffers.Out == 0, "the idle connection has returned its buffers");
    }

    private static async Task StreamAsync(Peer from, Peer to, RunningLevel level)
    {
        long heapBefore = GC.GetTotalMemory(forceFullCollection: true);
        var transfer = new Transfer();
        Task<string> sending = Task.Run(() => transfer.SendAsync(from, Large));
        await transfer.WhenStuckAsync();
        Assert.False(sending.IsCompleted, "The whole body was taken although nobody has read any of it.");
        long heapGrowth = GC.GetTotalMemory(forceFullCollection: true) - heapBefore;

        Task<string> receiving = Task.Run(() => transfer.ReceiveAsync(to, Large));

        Assert.Equal(await sending, await receiving);
        Assert.InRange(transfer.MostUnderWay, 1, MostUnderWay);
        Assert.InRange(heapGrowth, long.MinValue, 4 * 1024 * 1024);
        Assert.InRange(level.Buffers.MostBytesOut, 1, MostRented);
    }
}
