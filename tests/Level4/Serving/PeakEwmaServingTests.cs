using LearnLoadBalancer.Tests.Contracts;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level4.Serving;

/// <summary>
/// Peak-EWMA and backends that give no response to measure. Of three, each one's fair share is a third. The clock
/// is turned by hand, so how busy this machine is does not matter.
/// </summary>
public sealed class PeakEwmaServingTests
{
    private const int Requests = 400;
    private const int FairShare = Requests / 3;

    private readonly ManualTimeProvider _time = new();
    private readonly CountingPolicy _policy = new("peak-ewma");

    public PeakEwmaServingTests() => _time.Advance(TimeSpan.FromSeconds(1));

    [Fact]
    public async Task Backend_BeginsToHang_ClientsThatLeaveMakeItLookSlow()
    {
        // First all are alike, so it has an average that could fade.
        bool hangs = false;
        using var arrived = new SemaphoreSlim(0);
        await using var hung = new ScriptedBackend(async peer =>
        {
            while (true)
            {
                await peer.ReadUntilAsync(HttpText.EndOfHead);
                if (Volatile.Read(ref hangs))
                {
                    arrived.Release();
                    await peer.ReadToWhateverEndAsync();
                    return;
                }

                await peer.SendAsync(RespondAfterAWhile());
            }
        });
        var level = new Contracts.Level4 { Balancing = _policy.Options };
        await using var a = new RecordingBackend(_ => RespondAfterAWhile());
        await using var b = new RecordingBackend(_ => RespondAfterAWhile());
        await using RunningLevel running = await RunningLevel.StartAsync(level, _time, hung, a.Script, b.Script);
        for (int request = 0; request < 30; request++)
        {
            Assert.Equal(200, (await Trio.AskAsync(running)).Status);
            await Eventually.TrueAsync(() => level.InFlight!.Total.Value == 0, "every count has returned");
        }

        int before = _policy.Of(hung.Address);
        Volatile.Write(ref hangs, true);
        Task hanging = arrived.WaitAsync();
        for (int request = 0; request < Requests; request++)
        {
            using Peer client = await running.ConnectAsync();
            await client.SendAsync(HttpText.Get);
            Task<HttpMessage> response = new HttpReader(client).ReadResponseAsync();
            if (await Task.WhenAny(hanging, response).EndsAsync("a request at a backend") == hanging)
            {
                hanging = arrived.WaitAsync();
                _time.Advance(TimeSpan.FromMilliseconds(500)); // The client's patience.
                client.Reset();
                await Assert.ThrowsAnyAsync<Exception>(() => response);
            }

            await Eventually.TrueAsync(() => level.InFlight!.Total.Value == 0, "every count has returned");
        }

        Assert.InRange(_policy.Of(hung.Address) - before, 1, FairShare);

        string RespondAfterAWhile()
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            return HttpText.Response("ok");
        }
    }

    [Fact]
    public async Task Backend_ClosesAtOnce_GetsNoMoreThanItsShare()
    {
        await using var closing = new ScriptedBackend(peer => peer.ReadUntilAsync(HttpText.EndOfHead));
        Assert.InRange(await CountFailuresAsync(closing), 1, FairShare);
    }

    [Fact]
    public async Task Backend_AnswersJunk_GetsNoMoreThanItsShare()
    {
        await using var junk = new ScriptedBackend(async peer =>
        {
            await peer.ReadUntilAsync(HttpText.EndOfHead);
            await peer.SendAsync("not HTTP\r\n\r\n");
        });
        Assert.InRange(await CountFailuresAsync(junk), 1, FairShare);
    }

    [Fact]
    public async Task Backend_Refuses_IsTriedNoMoreThanItsShare()
    {
        await using var refusing = new ScriptedBackend(peer => Task.CompletedTask);
        Assert.Equal(0, await CountFailuresAsync(refusing, refusing.StopListeningAsync)); // Another one responses.
        Assert.InRange(_policy.Of(refusing.Address), 1, FairShare);
    }

    private async Task<int> CountFailuresAsync(ScriptedBackend bad, Func<Task>? begin = null)
    {
        var level = new Contracts.Level4 { Balancing = _policy.Options };
        await using var a = new RecordingBackend();
        await using var b = new RecordingBackend();
        await using RunningLevel running = await RunningLevel.StartAsync(level, _time, bad, a.Script, b.Script);
        await (begin?.Invoke() ?? Task.CompletedTask);
        int failed = 0;
        for (int request = 0; request < Requests; request++)
        {
            failed += (await Trio.AskAsync(running)).Status == 200 ? 0 : 1;
            await Eventually.TrueAsync(() => level.InFlight!.Total.Value == 0, "every count has returned");
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        return failed;
    }
}
