using System.Collections.Concurrent;
using LearnLoadBalancer.Tests.Contracts;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level3;

/// <summary>Backends that are killed and started again under load.</summary>
/// <remarks>
/// What the rules allow: a request is sent a second time only if it is idempotent and met the end of a
/// connection that had been idle. So a GET may be lost (502) when its backend dies over it on a new
/// connection, and reaches backends twice at most; a POST reaches one once, or none.
/// </remarks>
[Collection(Alone.Name)]
public sealed class FaultsTests
{
    private const int Backends = 3;
    private const int Clients = 12;
    private const int RequestsEach = 200;

    /// <summary>How many answers the clients get between one death and the next restart, and on to the next death.</summary>
    private const int AnswersBetween = 15;

    private static readonly string[] Methods = ["GET", "POST", "PUT"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Backends_KilledAndRestartedUnderLoad_RepeatNoPostAndLoseNoMoreThanTheRulesAllow(int seed)
    {
        int socketsBefore = OpenFiles.CountSockets();
        var received = new ConcurrentDictionary<string, int>();
        var answers = new ConcurrentDictionary<string, string>();
        MortalBackend[] backends = [.. Enumerable.Range(0, Backends).Select(_ =>
            new MortalBackend(line => received.AddOrUpdate(line, 1, static (_, count) => count + 1)))];
        int deaths;
        await using (RunningLevel level = await RunningLevel.StartAsync(
            new Contracts.Level3(), new ManualTimeProvider(), [.. backends.Select(backend => backend.Script)]))
        {
            Task clients = Task.WhenAll(Enumerable.Range(0, Clients).Select(number => Task.Run(() => AskAsync(level, number, answers))));
            deaths = await KillAsync(backends, new Random(seed), answers, clients);
            await clients;

            // All is well again: nothing was left behind that spoils what comes after.
            await AskAsync(level, Clients, answers);
            Assert.All(answers.Where(answer => answer.Key.Contains($"/{Clients}-", StringComparison.Ordinal)), answer => Assert.Equal("200", answer.Value));
        }

        foreach (MortalBackend backend in backends)
        {
            Assert.Empty(backend.Script.Failures);
            await backend.DisposeAsync();
        }

        Assert.Equal((Clients + 1) * RequestsEach, answers.Count); // None without an answer.
        Assert.True(deaths >= 20, $"Only {deaths} deaths.");
        Assert.All(answers, answer => Assert.Contains(answer.Value, (string[])["200", "502 backend_closed", "502 backend_reset", "502 connect_refused"]));
        Assert.All(received, request => Assert.InRange(request.Value, 1, request.Key.StartsWith("POST", StringComparison.Ordinal) ? 1 : 2));
        Assert.All(answers.Where(answer => answer.Value == "200"), answer => Assert.True(received.ContainsKey(answer.Key)));

        // A death hits what is with that backend: one request of each client at most. Those that may be sent again mostly survive.
        int lost = answers.Count(answer => answer.Value != "200");
        int lostGets = answers.Count(answer => answer.Value != "200" && answer.Key.StartsWith("GET", StringComparison.Ordinal));
        int lostPosts = answers.Count(answer => answer.Value != "200" && answer.Key.StartsWith("POST", StringComparison.Ordinal));
        Assert.InRange(lost, 1, deaths * Clients);
        Assert.True(lostGets < lostPosts, $"{lostGets} GETs lost, {lostPosts} POSTs, in {deaths} deaths.");
        await Eventually.TrueAsync(() => OpenFiles.CountSockets() <= socketsBefore, "every socket is closed");
    }

    /// <summary>Kills one backend at a time, for as long as the clients are busy.</summary>
    private static async Task<int> KillAsync(
        MortalBackend[] backends, Random chance, ConcurrentDictionary<string, string> answers, Task clients)
    {
        int deaths = 0;
        while (!clients.IsCompleted)
        {
            MortalBackend victim = backends[chance.Next(backends.Length)];
            await victim.KillAsync(reset: chance.Next(2) == 0);
            deaths++;
            await MoreAsync();
            victim.Restart();
            await MoreAsync();
        }

        return deaths;

        Task MoreAsync()
        {
            int enough = answers.Count + AnswersBetween;
            return Eventually.TrueAsync(() => answers.Count >= enough || clients.IsCompleted, "more answers");
        }
    }

    /// <summary>One client: one request after the other, on one connection for as long as it lasts.</summary>
    private static async Task AskAsync(RunningLevel level, int number, ConcurrentDictionary<string, string> answers)
    {
        Peer client = await level.ConnectAsync();
        try
        {
            var reader = new HttpReader(client);
            for (int request = 0; request < RequestsEach; request++)
            {
                string line = $"{Methods[request % Methods.Length]} /{number}-{request} HTTP/1.1";
                await client.SendAsync($"{line}\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");
                HttpMessage answer = await reader.ReadAnswerAsync();
                answers[line] = answer.Status == 200 ? "200" : $"{answer.Status} {answer.Field("X-LB-Cause")}";
                Assert.True(answer.Status != 200 || answer.Body == line, $"{line} got the answer to {answer.Body}");
                if (answer.Field("Connection") == "close")
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
