using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Contracts;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level4.Serving;

/// <summary>However a request ends, its place in the count is given back.</summary>
public sealed class LeaseFaultsTests
{
    private const int Requests = 60;

    /// <summary>What becomes of a request, by chance: who leaves, when and how.</summary>
    private enum Fate
    {
        Answered,
        BackendCloses,
        BackendResets,
        BackendCutsItsResponse,
        ClientResets,
        ClientEndsInTheMiddleOfItsBody,
    }

    [Theory]
    [InlineData("weighted-round-robin", 1)]
    [InlineData("least-requests", 2)]
    [InlineData("power-of-two", 3)]
    [InlineData("peak-ewma", 4)]
    [InlineData("ring-hash", 5)]
    public async Task Requests_OfAnyFate_LeaveNoCountBehind(string policy, int seed)
    {
        var chance = new Random(seed);
        Fate[] fates = [.. Enumerable.Range(0, Requests).Select(_ => (Fate)chance.Next(6))];
        await using var a = new ScriptedBackend(peer => ServeAsync(peer, fates));
        await using var b = new ScriptedBackend(peer => ServeAsync(peer, fates));
        await using var absent = new ScriptedBackend(peer => ServeAsync(peer, fates));
        var level = new Contracts.Level4 { Balancing = Trio.With(policy) };
        await using RunningLevel running = await RunningLevel.StartAsync(level, null, a, b, absent);
        await absent.StopListeningAsync();

        await Task.WhenAll(fates.Select((fate, number) => AskAsync(running, fate, number)));

        await Eventually.TrueAsync(() => level.InFlight!.Total.Value == 0, "every count has returned");
        Assert.All([a, b, absent], backend => Assert.Equal(0, level.InFlight!.Of(backend.Address).Value));
    }

    [Fact]
    public async Task Backend_Fails_TheCountIsBackBeforeTheNextRequest()
    {
        await using var backend = new ScriptedBackend();
        var level = new Contracts.Level4();
        await using RunningLevel running = await RunningLevel.StartAsync(level, null, backend);
        using Peer client = await running.ConnectAsync();
        var reader = new HttpReader(client);
        for (int request = 0; request < 3; request++)
        {
            await client.SendAsync(HttpText.Get);
            using Peer server = await backend.AcceptAsync();
            await server.ReadUntilAsync(HttpText.EndOfHead);
            Assert.Equal((1, 1), (level.InFlight!.Of(backend.Address).Value, level.InFlight.Total.Value));
            server.Dispose();

            // The client stays, and asks nothing for now. Its next request must not be what clears up.
            HttpMessage response = await reader.ReadResponseAsync();
            Assert.Equal((502, (string?)null), (response.Status, response.Field("Connection")));
            Assert.Equal((0, 0), (level.InFlight.Of(backend.Address).Value, level.InFlight.Total.Value));
        }
    }

    [Fact]
    public async Task Stop_InTheMiddle_LeavesNoCountBehind()
    {
        await using var backend = new ScriptedBackend();
        var level = new Contracts.Level4();
        var time = new ManualTimeProvider();
        await using RunningLevel running = await RunningLevel.StartAsync(level, time, backend);
        using Peer client = await running.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(HttpText.EndOfHead); // The dial is over, and its limit, which is as long as the drain's.
        Assert.Equal(1, level.InFlight!.Of(backend.Address).Value);

        await running.StopAsync();
        await time.WhenSomebodyWaitsAsync(Drain.Limit);
        time.Advance(Drain.Limit);
        await running.Running.EndsAsync("the level");
        Assert.Equal(0, level.InFlight.Of(backend.Address).Value);
    }

    private static async Task AskAsync(RunningLevel level, Fate fate, int number)
    {
        using Peer client = await level.ConnectAsync();
        if (fate == Fate.ClientEndsInTheMiddleOfItsBody)
        {
            await client.SendAsync($"POST /{number} HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");
            client.FinishSending();
        }
        else
        {
            await client.SendAsync($"GET /{number} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        }

        if (fate == Fate.ClientResets)
        {
            client.Reset();
            return;
        }

        await client.ReadToWhateverEndAsync();
    }

    private static async Task ServeAsync(Peer peer, Fate[] fates)
    {
        while (true)
        {
            string head = "";
            while (!head.Contains(HttpText.EndOfHead, StringComparison.Ordinal))
            {
                string some = await peer.ReadSomeAsync();
                if (some.Length == 0)
                {
                    return;
                }

                head += some;
            }

            int number = int.Parse(head.Split(' ')[1][1..], System.Globalization.CultureInfo.InvariantCulture);
            switch (fates[number])
            {
                case Fate.BackendCloses:
                    return;
                case Fate.BackendResets:
                    peer.Reset();
                    return;
                case Fate.BackendCutsItsResponse:
                    await peer.SendAsync(HttpText.ResponseHead(1000) + "some");
                    return;
                case Fate.ClientEndsInTheMiddleOfItsBody:
                    await peer.ReadToEndAsync(); // The balancer must not wait for our response for ever.
                    return;
                default:
                    await peer.SendAsync(HttpText.Response("ok"));
                    break;
            }
        }
    }
}
