using System.Collections.Concurrent;
using System.Net.Sockets;
using LearnLoadBalancer.Faults;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>A mistake of ours, at any step of a request's way, costs one client its connection, and nobody else anything.</summary>
/// <remarks>
/// It is thrown once, at a step, at whoever of the clients comes first, while all the others work. What must hold
/// afterwards: everybody else has had the right responses; the mistake is in the log once, with its stack; no
/// request is counted, no buffer is out, no socket is open; and the balancer serves, and stops, as ever.
/// </remarks>
public abstract class Mistakes<TLevel> : LeavesNoSocket
    where TLevel : IHttpLevel, new()
{
    private const int Backends = 3;

    /// <summary>The victim, and those who work beside it.</summary>
    private const int Clients = 1 + 50;

    /// <summary>Responses before the mistake is allowed to happen, and again after it has.</summary>
    private const int Responses = 300;

    /// <summary>So long that it does not fit behind the head: the rest of it goes up on a task of its own.</summary>
    private const int LongBody = 100_000;

    [Theory]
    [InlineData(nameof(FaultStep.Parse))]
    [InlineData(nameof(FaultStep.Pick))]
    [InlineData(nameof(FaultStep.Borrow))]
    [InlineData(nameof(FaultStep.Connect))]
    [InlineData(nameof(FaultStep.WriteHead))]
    [InlineData(nameof(FaultStep.Relay))]
    [InlineData(nameof(FaultStep.Upload))]
    [InlineData(nameof(FaultStep.Return))]
    [InlineData(nameof(FaultStep.Finish))]
    public async Task Exception_AtAStep_EndsThatClientsConnectionAndNothingElse(string name)
    {
        FaultStep step = Enum.Parse<FaultStep>(name);
        int thrown = 0;
        var tally = new Tally();
        var backends = Enumerable.Range(0, Backends).Select(_ => new RecordingBackend(Respond)).ToList();
        var level = new TLevel();
        try
        {
            await using RunningLevel running = await RunningLevel.StartAsync(
                level, new ManualTimeProvider(), [.. backends.Select(backend => backend.Script)]);
            running.ExpectedMistakes = 1;
            using var enough = new CancellationTokenSource();
            Task clients = Task.WhenAll(Enumerable.Range(0, Clients).Select(number => Task.Run(() => AskAsync(running, number, tally, enough.Token))));
            await tally.ReachesAsync(Responses, clients);

            Fault.Inject = at =>
            {
                if (at == step && Interlocked.Exchange(ref thrown, 1) == 0)
                {
                    throw new InvalidOperationException($"A mistake at {at}, made by a test.");
                }
            };
            await Eventually.TrueAsync(() => clients.IsFaulted || MistakesOf(running) > 0, "the mistake is in the log");
            await tally.ReachesAsync(tally.Count + Responses, clients);
            await enough.CancelAsync();
            await clients.EndsAsync("the clients");

            Assert.InRange(tally.Cut, 0, 1); // Nobody, if the victim had its response already and was about to ask no more.
            Assert.Contains($"A mistake at {step}", running.Logger.Lines.Single(IsMistake), StringComparison.Ordinal);
            Assert.Contains(nameof(Mistakes<TLevel>), running.Logger.Lines.Single(IsMistake), StringComparison.Ordinal); // The stack begins here.
            Assert.Equal(1, level.Mistakes);
            await Eventually.TrueAsync(() => level.RequestsInFlight == 0, "no request is counted");
        }
        finally
        {
            Fault.Inject = null;
            foreach (RecordingBackend backend in backends)
            {
                await backend.DisposeAsync();
            }
        }
    }

    /// <summary>Says who asked. Every seventh response is a connection's last, so that the balancer has to dial.</summary>
    private static string Respond(HttpMessage request)
    {
        bool last = request.FirstLine.GetHashCode(StringComparison.Ordinal) % 7 == 0;
        return $"HTTP/1.1 200 OK\r\nContent-Length: {request.FirstLine.Length}\r\n{(last ? "Connection: close\r\n" : "")}\r\n{request.FirstLine}";
    }

    private static bool IsMistake(string line) => line.StartsWith("A connection failed unexpectedly", StringComparison.Ordinal);

    private static int MistakesOf(RunningLevel level) => level.Logger.Lines.Count(IsMistake);

    /// <summary>One client: request after request, on a connection of its own; on a new one now and then.</summary>
    private static async Task AskAsync(RunningLevel level, int number, Tally tally, CancellationToken enough)
    {
        for (int request = 0; !enough.IsCancellationRequested;)
        {
            using Peer client = await level.ConnectAsync();
            var reader = new HttpReader(client);
            try
            {
                for (int here = 0; here < 20 && !enough.IsCancellationRequested; here++)
                {
                    int length = request % 3 == 0 ? LongBody : 0;
                    string line = $"{(length > 0 ? "POST" : "GET")} /{number}-{request++} HTTP/1.1";
                    await client.SendAsync($"{line}\r\nHost: a\r\nContent-Length: {length}\r\n\r\n{new string('x', length)}");
                    HttpMessage response = await reader.ReadResponseAsync();
                    Assert.Equal((200, line), (response.Status, response.Body));
                    tally.Answered();
                }
            }
            catch (Exception e) when (e is SocketException or EndOfStreamException)
            {
                tally.WasCut();
            }
        }
    }

    /// <summary>How it went so far.</summary>
    private sealed class Tally
    {
        private readonly ConcurrentBag<bool> _cut = [];
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public int Cut => _cut.Count;

        public void Answered() => Interlocked.Increment(ref _count);

        public void WasCut() => _cut.Add(true);

        public Task ReachesAsync(int count, Task clients) => Eventually.TrueAsync(() => Count >= count || clients.IsFaulted, "more responses");
    }
}
