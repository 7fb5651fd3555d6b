using System.Diagnostics;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>A level that comes near its limit of file descriptors says so, waits, and serves again when some are free.</summary>
public sealed class AcceptNeverDiesTests
{
    private const int Descriptors = 250;
    private const string Complaint = "Can't accept connections at the moment: ";

    [LinuxTheory]
    [InlineData("LearnLoadBalancer.Level1.dll")]
    [InlineData("LearnLoadBalancer.Level2.dll")]
    [InlineData("LearnLoadBalancer.Level3.dll")]
    [InlineData("LearnLoadBalancer.Level4.dll")]
    public async Task Clients_MoreThanFileDescriptors_AreServedOnceOthersHaveLeft(string program)
    {
        await using var backend = new ScriptedBackend(AnswerAsync);
        using Process level = Start(program, $"--listen 127.0.0.1:0 --backend {backend.Address}");
        var log = new CollectingLogger();
        Task reading = CollectAsync(level.StandardOutput, log);
        try
        {
            await Eventually.TrueAsync(() => log.Lines.Any(IsListening), "the level listens");
            int port = int.Parse(log.Lines.First(IsListening).Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture);
            List<Peer> crowd = [];
            for (int client = 0; client < Descriptors; client++)
            {
                crowd.Add(await Peer.ConnectAsync(port)); // The kernel takes them in, whatever the level can.
            }

            await Eventually.TrueAsync(() => log.Lines.Any(IsComplaint), "the level says that it has run out");
            crowd.ForEach(client => client.Dispose());

            while (await AskAsync(port) != HttpText.Answer("hello"))
            {
                // Until the level has noticed that the others have left, it may have nothing to dial with.
            }

            Assert.Single(log.Lines, IsComplaint);
            Assert.False(level.HasExited);
        }
        finally
        {
            level.Kill();
            await reading.EndsAsync("the log");
        }
    }

    private static bool IsListening(string line) => line.StartsWith("Load balancer listening on", StringComparison.Ordinal);

    private static bool IsComplaint(string line) => line.StartsWith(Complaint, StringComparison.Ordinal);

    private static async Task<string> AskAsync(int port)
    {
        using Peer client = await Peer.ConnectAsync(port);
        await client.SendAsync(HttpText.Get);
        client.FinishSending();
        return await client.ReadToEndAsync();
    }

    private static async Task AnswerAsync(Peer peer)
    {
        await peer.ReadUntilAsync(HttpText.EndOfHead);
        await peer.SendAsync(HttpText.Answer("hello"));
        peer.FinishSending();
        await peer.ReadToEndAsync();
    }

    private static Process Start(string program, string arguments)
    {
        string path = Path.Combine(AppContext.BaseDirectory, program);
        var start = new ProcessStartInfo("sh")
        {
            RedirectStandardOutput = true,
            ArgumentList = { "-c", $"ulimit -n {Descriptors}; exec dotnet '{path}' {arguments}" },
        };
        return Process.Start(start)!;
    }

    private static async Task CollectAsync(StreamReader output, CollectingLogger log)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            log.Log(default, default, line, null, (text, _) => text);
        }
    }
}
