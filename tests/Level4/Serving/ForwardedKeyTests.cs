using System.Collections.Concurrent;
using System.Text;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Choosing;
using LearnLoadBalancer.Hashing;
using LearnLoadBalancer.Policies;
using LearnLoadBalancer.Tests.Contracts;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level4.Serving;

/// <summary>What a request is hashed by is what its backend reads, however the client has put it.</summary>
public sealed class ForwardedKeyTests
{
    private static readonly string[] Keys = ["path", "header:Host", "header:X-User", "header:X_User", "header:X-Forwarded-For", "header:TE", "cookie:user"];

    private static readonly string[] Targets = ["/", "/a", "/a?b=c", "/%61", "http://a", "http://a/", "http://a?b=c", "http://A/a", "https://b:80/a?b=c"];

    private static readonly string[] Fields =
    [
        "Connection: X-User", "Connection: cookie", "X-User: anna", "x-user:  bert ", "X_User: carl", "X-Forwarded-For: 6.6.6.6", "TE: trailers",
        "Cookie: user=anna", "cookie: a=b; user=\"bert\"", "Keep-Alive: X-User", "Forwarded: for=6.6.6.6",
    ];

    [Theory]
    [InlineData("GET http://a HTTP/1.1|Host: x", "GET / HTTP/1.1|Host: a", "path")]
    [InlineData("GET http://a?b=c HTTP/1.1|Host: x", "GET /?b=c HTTP/1.1|Host: a", "path")]
    [InlineData("OPTIONS http://a HTTP/1.1|Host: x", "OPTIONS * HTTP/1.1|Host: a", "path")]
    [InlineData("GET http://a/ HTTP/1.1|Host: x", "GET / HTTP/1.1|Host: a", "header:Host")]
    [InlineData("GET / HTTP/1.1|Host: a|Connection: X-User|X-User: anna", "GET / HTTP/1.1|Host: a", "header:X-User")]
    [InlineData("GET / HTTP/1.1|Host: a|Connection: Cookie|Cookie: user=anna", "GET / HTTP/1.1|Host: a", "cookie:user")]
    [InlineData("GET / HTTP/1.1|Host: a|X_User: anna", "GET / HTTP/1.1|Host: a", "header:X_User")]
    [InlineData("GET / HTTP/1.1|Host: a|X-Forwarded-For: 6.6.6.6", "GET / HTTP/1.1|Host: a", "header:X-Forwarded-For")]
    public async Task Requests_ThatAreForwardedAlike_HaveTheSameKey(string one, string other, string key)
    {
        (ulong? Key, HttpMessage Arrived)[] asked = await AskAsync(key, [Raw(one), Raw(other)]);

        Assert.Equal(asked[0].Arrived.Head, asked[1].Arrived.Head);
        Assert.Equal(asked[0].Key, asked[1].Key);
    }

    [Fact]
    public async Task Key_OfAnyRequest_IsThatOfWhatHasArrived()
    {
        var random = new Random(20260101);
        foreach (string key in Keys)
        {
            string[] requests = [.. Enumerable.Range(0, 60).Select(_ => Make(random))];
            foreach ((ulong? hashed, HttpMessage arrived) in await AskAsync(key, requests))
            {
                Assert.True(Expected(key, arrived) == hashed, $"By {key}, after: {arrived.Head}");
            }
        }
    }

    private static string Raw(string lines) => lines.Replace("|", "\r\n", StringComparison.Ordinal) + "\r\n\r\n";

    private static string Make(Random random)
    {
        IEnumerable<string> fields = Enumerable.Range(0, random.Next(5)).Select(_ => Fields[random.Next(Fields.Length)]);
        return Raw(string.Join('|', [$"GET {Targets[random.Next(Targets.Length)]} HTTP/1.1", "Host: a", .. fields]));
    }

    /// <summary>The key, from what the backend has read with a parser of its own.</summary>
    private static ulong? Expected(string key, HttpMessage arrived)
    {
        string[] parts = key.Split(':');
        string? value = parts[0] switch
        {
            "path" => arrived.FirstLine.Split(' ')[1].Split('?')[0],
            "header" => arrived.All(parts[1]) is [var first, ..] ? first : null,
            _ => arrived.All("Cookie").SelectMany(cookies => cookies.Split("; ")).FirstOrDefault(cookie => cookie.StartsWith("user=", StringComparison.Ordinal))?[5..].Trim('"'),
        };
        return value is null ? null : HashKey.OfValue(Encoding.Latin1.GetBytes(value));
    }

    /// <summary>Asks one after the other, and tells by which key the policy was asked, and what arrived.</summary>
    private static async Task<(ulong? Key, HttpMessage Arrived)[]> AskAsync(string key, string[] requests)
    {
        Assert.True(HashKey.TryParse(key, out HashKey? hashKey, out _));
        var spy = new Spy();
        var balancing = new BalancingOptions([]) { HashKey = hashKey, Policy = new PolicyEntry("spy", "Takes notes.", Hashes: true, _ => spy) };
        await using var backend = new RecordingBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new Contracts.Level4 { Balancing = balancing }, null, backend.Script);
        using Peer client = await level.ConnectAsync();
        var reader = new HttpReader(client);
        foreach (string request in requests)
        {
            await client.SendAsync(request);
            Assert.Equal(200, (await reader.ReadResponseAsync()).Status);
        }

        return [.. spy.Keys.Zip(backend.Requests)];
    }

    private sealed class Spy : ILoadBalancingPolicy
    {
        public ConcurrentQueue<ulong?> Keys { get; } = new();

        public Backend? Pick(IReadOnlyList<Backend> available) => available[0];

        public Backend? Pick(IReadOnlyList<Backend> available, in PickContext context)
        {
            Keys.Enqueue(context.TryGetHashKey(out ulong key) ? key : null);
            return available[0];
        }
    }
}
