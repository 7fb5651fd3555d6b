using LearnLoadBalancer.Choosing;
using LearnLoadBalancer.Policies;
using LearnLoadBalancer.Tests.Contracts;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level4.Serving;

/// <summary>Three backends, A, B and C, each of which answers with its letter, and Level 4 in front of them.</summary>
internal sealed class Trio : IAsyncDisposable
{
    private readonly Contracts.Level4 _level;

    private Trio(RecordingBackend[] backends, Contracts.Level4 level, RunningLevel running)
    {
        Backends = backends;
        _level = level;
        Running = running;
    }

    public IReadOnlyList<RecordingBackend> Backends { get; }

    public RunningLevel Running { get; }

    /// <summary>Waits until no request is counted anywhere.</summary>
    public Task WhenNothingIsInFlightAsync() => Eventually.TrueAsync(() => _level.InFlight!.Total.Value == 0, "every count has returned");

    public static async Task<Trio> StartAsync(BalancingOptions? balancing = null, IReadOnlyList<int>? weights = null, TimeProvider? time = null)
    {
        RecordingBackend[] backends = [.. "ABC".Select(letter => new RecordingBackend(_ => HttpText.Response(letter.ToString())))];
        var level = new Contracts.Level4 { Balancing = balancing ?? new BalancingOptions([]), Weights = weights ?? [] };
        return new Trio(backends, level, await RunningLevel.StartAsync(level, time, [.. backends.Select(backend => backend.Script)]));
    }

    /// <summary>Another balancer in front of the same backends. To be started before the first request.</summary>
    public async Task<RunningLevel> StartAnotherAsync(BalancingOptions balancing, IReadOnlyList<int> weights)
    {
        var level = new Contracts.Level4 { Balancing = balancing, Weights = weights };
        int[] before = [.. Backends.Select(backend => backend.Script.Accepted)];
        RunningLevel running = await RunningLevel.StartAsync(level, null, [.. Backends.Select(backend => backend.Script)]);
        await Eventually.TrueAsync(() => Backends.Index().All(pair => pair.Item.Script.Accepted > before[pair.Index]), "it has checked");
        return running;
    }

    /// <summary>Options with this policy.</summary>
    public static BalancingOptions With(string policy) => new([]) { Policy = PolicyCatalog.Find(policy)! };

    /// <summary>Asks on a connection of its own.</summary>
    public Task<HttpMessage> AskAsync(string fields = "", string target = "/") => AskAsync(Running, fields, target);

    /// <summary>Asks on a connection of its own.</summary>
    public static async Task<HttpMessage> AskAsync(RunningLevel level, string fields = "", string target = "/")
    {
        using Peer client = await level.ConnectAsync();
        await client.SendAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n{fields}\r\n");
        return await new HttpReader(client).ReadResponseAsync();
    }

    /// <summary>Asks so many times, one after the other.</summary>
    /// <returns>The letters that answered.</returns>
    public async Task<string> AskAsync(int times, string fields = "", string target = "/")
    {
        string letters = "";
        for (int request = 0; request < times; request++)
        {
            HttpMessage response = await AskAsync(fields, target);
            letters += response.Status == 200 ? response.Body : "!";
        }

        return letters;
    }

    /// <summary>The field that sends a cookie back.</summary>
    public static string Returning(HttpMessage response) => $"Cookie: {response.Field("Set-Cookie")!.Split(';')[0]}\r\n";

    public async ValueTask DisposeAsync()
    {
        await Running.DisposeAsync();
        await WhenNothingIsInFlightAsync();
        foreach (RecordingBackend backend in Backends)
        {
            await backend.DisposeAsync();
        }
    }
}
