using System.Net.Sockets;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>
/// A thousand connections whose clients and backends vanish at every stage, in order or by a reset:
/// no socket, no task and no buffer is left behind.
/// </summary>
public abstract class LeaksNothing<TLevel> : LeavesNoSocket
    where TLevel : IPipeLevel, new()
{
    private const int Connections = 1000;
    private const int AtOnce = 50;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Connections_VanishingAtEveryStage_LeaveNothingBehind(int seed)
    {
        await using var backend = new ScriptedBackend(peer => BehaveAsync(peer, Chance(peer.Socket.RemoteEndPoint!, seed)));
        await using (RunningLevel level = await RunningLevel.StartAsync(new TLevel(), new ManualTimeProvider(), backend))
        {
            int probes = backend.Accepted; // More than one, if the backend has reset the first under the check.
            await Parallel.ForAsync(0, Connections, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
                await VisitAsync(level, new Random(HashCode.Combine(seed, number))));

            // Not one may be left, though nobody has asked the level to stop.
            await Eventually.TrueAsync(() => backend.Open == 0, "the balancer holds no connection to the backend");
            await Eventually.TrueAsync(() => level.Buffers.Out == 0, "every buffer is back");
            Assert.InRange(backend.Accepted - probes, Connections / 2, Connections);
            Assert.True(level.Buffers.Rented > Connections / 4, "Hardly a connection has carried anything.");

            // And not one task: the clock stands still, so no time limit can end any for us.
            await level.StopAsync();
            await level.Running.EndsAsync("the level, with nobody connected");
        }

        Assert.Empty(backend.Failures);
    }

    [Fact]
    public async Task Clients_VanishingBeforeTheirBadGateway_LeaveNothingBehind()
    {
        using var absent = new AbsentBackend();
        await using RunningLevel level = RunningLevel.Start(new TLevel(), absent.Address, new ManualTimeProvider());
        await Parallel.ForAsync(0, Connections, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
            await VisitAsync(level, new Random(number)));
    }

    /// <summary>A backend's fate follows from the port it was dialled from: nearly random, and its own for each connection.</summary>
    private static Random Chance(System.Net.EndPoint dialledFrom, int seed) =>
        new(HashCode.Combine(seed, ((System.Net.IPEndPoint)dialledFrom).Port));

    private static async Task VisitAsync(RunningLevel level, Random chance)
    {
        try
        {
            using Peer client = await level.ConnectAsync();
            switch (chance.Next(6))
            {
                case 0: // Leaves before a word: during the dial, as far as the balancer is concerned.
                    break;
                case 1: // In mid-request.
                    await client.SendAsync(HttpText.Get[..10]);
                    break;
                case 2: // After the request.
                    await client.SendAsync(HttpText.Get);
                    break;
                case 3: // In mid-response.
                    await client.SendAsync(HttpText.Get);
                    await client.ReadSomeAsync();
                    break;
                case 4: // In mid-upload.
                    await client.SendAsync(HttpText.Post(1_000_000));
                    await client.SendAsync(Bytes.At(0, chance.Next(500_000)));
                    break;
                default: // Stays to the end.
                    await client.SendAsync(HttpText.Get);
                    client.FinishSending();
                    await client.ReadToWhateverEndAsync();
                    break;
            }

            Leave(client, chance);
        }
        catch (SocketException)
        {
            // The backend was the first to vanish.
        }
    }

    private static async Task BehaveAsync(Peer server, Random chance)
    {
        switch (chance.Next(6))
        {
            case 0: // Hangs up at once.
                break;
            case 1: // In mid-request.
                await server.ReadSomeAsync();
                break;
            case 2: // In mid-response.
                await server.ReadSomeAsync();
                await server.SendAsync(HttpText.ResponseHead(1_000_000) + "and then");
                break;
            case 3: // In the middle of a large response.
                await server.ReadSomeAsync();
                await server.SendAsync(HttpText.ResponseHead(1_000_000));
                await server.SendAsync(Bytes.At(0, chance.Next(500_000)));
                break;
            case 4: // Answers, says that this is all, and listens to the end.
                await server.ReadSomeAsync();
                await server.SendAsync(HttpText.Response("hello"));
                server.FinishSending();
                await server.ReadToWhateverEndAsync();
                break;
            default: // Answers, and waits for the client to finish.
                await server.ReadSomeAsync();
                await server.SendAsync(HttpText.Response("hello"));
                await server.ReadToWhateverEndAsync();
                break;
        }

        Leave(server, chance);
    }

    private static void Leave(Peer peer, Random chance)
    {
        if (chance.Next(2) == 0)
        {
            peer.Reset();
        }
        else
        {
            peer.Dispose();
        }
    }
}
