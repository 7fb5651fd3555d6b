using LearnLoadBalancer.Choosing;
using LearnLoadBalancer.Hashing;
using LearnLoadBalancer.Policies;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level4.Serving;

/// <summary>Every policy at work, over sockets.</summary>
public sealed class PolicyServingTests
{
    public static TheoryData<string> Policies => [.. PolicyCatalog.All.Select(policy => policy.Name)];

    public static TheoryData<string> Hashes => [.. PolicyCatalog.All.Where(policy => policy.Hashes).Select(policy => policy.Name)];

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task Policy_OneDrains_OnlyTheOthersResponse(string policy)
    {
        await using Trio trio = await Trio.StartAsync(Trio.With(policy), [1, 0, 1]);

        Assert.All(await trio.AskAsync(12), letter => Assert.Contains(letter, "AC"));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task Policy_OneRefuses_NoRequestFails(string policy)
    {
        await using Trio trio = await Trio.StartAsync(Trio.With(policy));
        await trio.Backends[1].Script.StopListeningAsync();

        Assert.All(await trio.AskAsync(30), letter => Assert.Contains(letter, "AC"));
        await trio.WhenNothingIsInFlightAsync(); // The client may have its response before the count is given back.
    }

    [Theory]
    [InlineData("round-robin", "ABCABCABC")]
    [InlineData("weighted-round-robin", "AABACAAAABACAA")]
    public async Task Policy_InTurn_HasItsOrder(string policy, string order)
    {
        await using Trio trio = await Trio.StartAsync(Trio.With(policy), [5, 1, 1]);

        Assert.Equal(order, await trio.AskAsync(order.Length));
    }

    [Fact]
    public async Task SecondChoices_OneRefuses_AreSharedByTheOthers()
    {
        await using Trio trio = await Trio.StartAsync();
        await trio.Backends[0].Script.StopListeningAsync();

        string letters = await trio.AskAsync(60);

        Assert.Equal((30, 30), (letters.Count(letter => letter == 'B'), letters.Count(letter => letter == 'C')));
    }

    [Theory]
    [InlineData("least-requests")]
    [InlineData("power-of-two")]
    [InlineData("peak-ewma")]
    public async Task Policy_OneHasARequestThatItDoesNotResponse_TheOthersGetTheNext(string policy)
    {
        await using var slow = new ScriptedBackend();
        await using var quick = new RecordingBackend(_ => HttpText.Response("Q"));
        var level = new Contracts.Level4 { Balancing = Trio.With(policy) };
        await using (Contracts.RunningLevel running = await Contracts.RunningLevel.StartAsync(level, null, slow, quick.Script))
        {
            // Ask until the slow one has a request. The one before was answered by the quick one.
            using Peer waiting = await running.ConnectAsync();
            var reader = new HttpReader(waiting);
            Task<Peer> held = slow.AcceptAsync();
            Task<HttpMessage> response;
            do
            {
                // The count of the last request returns after its response.
                await Eventually.TrueAsync(() => level.InFlight!.Total.Value == 0, "every count has returned");
                await waiting.SendAsync(HttpText.Get);
                response = reader.ReadResponseAsync();
            }
            while (await Task.WhenAny(held, response) != held);

            for (int request = 0; request < 20; request++)
            {
                Assert.Equal("Q", (await Trio.AskAsync(running)).Body);
                await Eventually.TrueAsync(() => level.InFlight!.Of(quick.Script.Address).Value == 0, "the quick one's count has returned");
            }

            Assert.Equal(1, level.InFlight!.Of(slow.Address).Value);
            using Peer server = await held;
            await server.ReadUntilAsync(HttpText.EndOfHead);
            await server.SendAsync(HttpText.Response("S"));
            Assert.Equal("S", (await response).Body);
            await Eventually.TrueAsync(() => level.InFlight.Total.Value == 0, "every count has returned");
        }
    }

    [Theory]
    [MemberData(nameof(Hashes))]
    public async Task Hash_SameKey_GoesToTheSameBackend(string policy)
    {
        await using Trio trio = await Trio.StartAsync(Trio.With(policy) with { HashKey = new HashKey(HashKeyKind.Header, "X-User") });

        var homes = new HashSet<char>();
        for (int user = 0; user < 20; user++)
        {
            string letters = await trio.AskAsync(3, $"x-user: {user}\r\n", $"/{user}");
            homes.Add(Assert.Single(letters.Distinct()));
        }

        Assert.Equal(3, homes.Count);
    }

    [Theory]
    [MemberData(nameof(Hashes))]
    public async Task Hash_ByAddress_IsOneKeyForOneClient(string policy)
    {
        await using Trio trio = await Trio.StartAsync(Trio.With(policy));

        Assert.Single((await trio.AskAsync(9)).Distinct());
    }

    [Theory]
    [MemberData(nameof(Hashes))]
    public async Task Hash_BoundedLoad_SendsTheRestOfAHotKeyElsewhere(string policy)
    {
        BalancingOptions balancing = Trio.With(policy) with { LoadBound = 1.25 };
        await using var a = new ScriptedBackend();
        await using var b = new ScriptedBackend();
        var level = new Contracts.Level4 { Balancing = balancing };
        await using Contracts.RunningLevel running = await Contracts.RunningLevel.StartAsync(level, null, a, b);
        Peer[] clients = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => running.ConnectAsync()));
        for (int asked = 0; asked < clients.Length; asked++)
        {
            // All of one address, so of one key. Nobody answers.
            await clients[asked].SendAsync(HttpText.Get);
            await Eventually.TrueAsync(() => level.InFlight!.Total.Value == asked + 1, "the request is counted");
        }

        Assert.InRange(level.InFlight!.Of(a.Address).Value, 3, 5);
        foreach (Peer client in clients)
        {
            client.Reset();
        }

        await Eventually.TrueAsync(() => level.InFlight.Total.Value == 0, "every count has returned");
    }
}
