using LearnLoadBalancer.Choosing;
using LearnLoadBalancer.Level5.Checks;
using LearnLoadBalancer.Level5.Options;
using LearnLoadBalancer.Policies;
using LearnLoadBalancer.Tests.Contracts;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level5.Serving;

/// <summary>Three backends, each of which does what the test says, and Level 5 in front of them, in turn and on a clock turned by hand.</summary>
internal sealed class Trio5 : IAsyncDisposable
{
    private readonly Contracts.Level5 _level;

    private Trio5(ScriptedBackend[] backends, Contracts.Level5 level, RunningLevel running, ManualTimeProvider time) =>
        (Backends, _level, Running, Time) = (backends, level, running, time);

    public IReadOnlyList<ScriptedBackend> Backends { get; }

    public RunningLevel Running { get; }

    public ManualTimeProvider Time { get; }

    /// <summary>What is said of each, in order.</summary>
    public IReadOnlyList<string> Words => [.. _level.States!.Describe().Select(one => one.State)];

    /// <param name="respond">What the backend at a place answers to a first line. Null: it resets the connection.</param>
    /// <param name="checks">How they are checked. Null: once, at the start.</param>
    public static async Task<Trio5> StartAsync(Func<int, string, string?> respond, CheckOptions? checks = null)
    {
        var time = new ManualTimeProvider();
        ScriptedBackend[] backends = [.. Enumerable.Range(0, 3).Select(place => new ScriptedBackend(peer => ServeAsync(peer, first => respond(place, first))))];
        var level = new Contracts.Level5
        {
            Balancing = new BalancingOptions([]) { Policy = PolicyCatalog.Find("round-robin")! },
            Detection = new DetectionOptions { Checks = checks ?? Contracts.Level5.OneCheck },
        };
        return new Trio5(backends, level, await RunningLevel.StartAsync(level, time, backends), time);
    }

    /// <summary>Asks so many times, one after the other, on one connection: so one request is judged before the next one comes.</summary>
    /// <returns>The statuses.</returns>
    public async Task<int[]> AskAsync(int times)
    {
        var statuses = new int[times];
        using Peer client = await Running.ConnectAsync();
        var reader = new HttpReader(client);
        for (int request = 0; request < times; request++)
        {
            await client.SendAsync("GET /work HTTP/1.1\r\nHost: a\r\n\r\n");
            statuses[request] = (await reader.ReadResponseAsync()).Status;
        }

        return statuses;
    }

    /// <summary>Waits until this is said of a backend.</summary>
    public Task WhenAsync(int place, string state) =>
        Eventually.TrueAsync(() => Words[place].StartsWith(state, StringComparison.Ordinal), $"backend {place} is {state}; they are {string.Join(", ", Words)}");

    public static string Status(int status) => $"HTTP/1.1 {status} Whatever\r\nContent-Length: 0\r\n\r\n";

    public async ValueTask DisposeAsync()
    {
        await Running.DisposeAsync();
        foreach (ScriptedBackend backend in Backends)
        {
            await backend.DisposeAsync();
        }
    }

    private static async Task ServeAsync(Peer peer, Func<string, string?> respond)
    {
        var reader = new HttpReader(peer);
        while (await reader.ReadRequestAsync() is { } request)
        {
            if (respond(request.FirstLine) is not { } response)
            {
                peer.Reset();
                return;
            }

            await peer.SendAsync(response);
            if (response.Contains("Connection: close", StringComparison.Ordinal))
            {
                return;
            }
        }
    }
}
