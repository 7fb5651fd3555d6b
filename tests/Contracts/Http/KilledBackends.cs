using System.Collections.Concurrent;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>Backends that are killed and started again under load.</summary>
/// <remarks>
/// What the rules allow: a request is sent a second time only if it is idempotent and met the end of a
/// connection that had been idle. So a GET may be lost (502) when its backend dies over it on a new
/// connection, and reaches backends twice at most; a POST reaches one once, or none. That no GET at all is
/// lost where backends only close idle connections is a test of <see cref="Resends{TLevel}"/>.
/// </remarks>
public abstract class KilledBackends<TLevel> : LeavesNoSocket
    where TLevel : IHttpLevel, new()
{
    private const int Backends = 3;
    private const int Clients = 12;

    /// <summary>The clients ask on until so many backends have died.</summary>
    private const int Deaths = 40;

    /// <summary>And once more when all is well again.</summary>
    private const int QuietRequests = 100;

    /// <summary>How many responses the clients get between one death and the next restart, and on to the next death.</summary>
    private const int ResponsesBetween = 15;

    /// <summary>The last two: three backends were tried, and each was dead in its moment.</summary>
    private static readonly string[] Allowed = ["200", "502 backend_closed", "502 backend_reset", "502 connect_refused", "502 connect_failed"];

    private static readonly string[] Methods = ["GET", "POST", "PUT"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Backends_KilledAndRestartedUnderLoad_RepeatNoPostAndLoseNoMoreThanTheRulesAllow(int seed)
    {
        var received = new ConcurrentDictionary<string, int>();
        var responses = new ConcurrentDictionary<string, string>();
        MortalBackend[] backends = [.. Enumerable.Range(0, Backends).Select(_ =>
            new MortalBackend(line => received.AddOrUpdate(line, 1, static (_, count) => count + 1)))];
        try
        {
            await using (RunningLevel level = await RunningLevel.StartAsync(
                new TLevel(), new ManualTimeProvider(), [.. backends.Select(backend => backend.Script)]))
            {
                using var enough = new CancellationTokenSource();
                Task clients = Task.WhenAll(Enumerable.Range(0, Clients).Select(number => Task.Run(() => AskAsync(level, number, responses, enough.Token))));
                await KillAsync(backends, new Random(seed), responses, clients);
                await enough.CancelAsync();
                await clients;

                // All is well again: nothing was left behind that spoils what comes after.
                var quiet = new ConcurrentDictionary<string, string>();
                await AskAsync(level, Clients, quiet, CancellationToken.None);
                Assert.Equal(QuietRequests, quiet.Count(response => response.Value == "200"));
            }
        }
        finally
        {
            foreach (MortalBackend backend in backends)
            {
                await backend.DisposeAsync();
            }
        }

        Assert.All(responses, response => Assert.Contains(response.Value, Allowed));
        Assert.All(received, request => Assert.InRange(request.Value, 1, request.Key.StartsWith("POST", StringComparison.Ordinal) ? 1 : 2));
        Assert.All(responses.Where(response => response.Value == "200"), response => Assert.True(received.ContainsKey(response.Key)));

        // A death hits what is with that backend: one request of each client at most.
        Assert.InRange(responses.Count(response => response.Value != "200"), 1, Deaths * Clients);
    }

    /// <summary>Kills one backend at a time, again and again.</summary>
    private static async Task KillAsync(
        MortalBackend[] backends, Random chance, ConcurrentDictionary<string, string> responses, Task clients)
    {
        for (int deaths = 0; deaths < Deaths; deaths++)
        {
            MortalBackend victim = backends[chance.Next(backends.Length)];
            await victim.KillAsync(reset: chance.Next(2) == 0);
            await MoreAsync();
            victim.Restart();
            await MoreAsync();
        }

        Task MoreAsync()
        {
            int enough = responses.Count + ResponsesBetween;
            return Eventually.TrueAsync(() => responses.Count >= enough || clients.IsFaulted, "more answers");
        }
    }

    /// <summary>One client: one request after the other, on one connection for as long as it lasts.</summary>
    private static async Task AskAsync(RunningLevel level, int number, ConcurrentDictionary<string, string> responses, CancellationToken enough)
    {
        Peer client = await level.ConnectAsync();
        try
        {
            var reader = new HttpReader(client);
            for (int request = 0; enough.CanBeCanceled ? !enough.IsCancellationRequested : request < QuietRequests; request++)
            {
                string line = $"{Methods[request % Methods.Length]} /{number}-{request} HTTP/1.1";
                await client.SendAsync($"{line}\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");
                HttpMessage response = await reader.ReadResponseAsync();
                responses[line] = response.Status == 200 ? "200" : $"{response.Status} {response.Field("X-LB-Cause")}";
                Assert.True(response.Status != 200 || response.Body == line, $"{line} got the response to {response.Body}");
                if (response.Field("Connection") == "close")
                {
                    await reader.ReadEndAsync();
                    client.Dispose();
                    client = await level.ConnectAsync();
                    reader = new HttpReader(client);
                }
            }
        }
        finally
        {
            client.Dispose();
        }
    }
}
