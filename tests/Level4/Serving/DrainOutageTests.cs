using LearnLoadBalancer.Health;
using LearnLoadBalancer.Tests.Contracts;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level4.Serving;

/// <summary>Somebody is healthy, and yet nobody may be chosen: an outage as well, and each one is worth a line.</summary>
public sealed class DrainOutageTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1); // Contracts.Level4's.

    [Fact]
    public async Task OnlyTheDrainingOneIsLeft_EachTime_IsLoggedOnce()
    {
        var time = new ManualTimeProvider();
        await using var working = new RecordingBackend(_ => HttpText.Response("A"));
        await using var draining = new RecordingBackend(_ => HttpText.Response("B"));
        await using RunningLevel running = await RunningLevel.StartAsync(
            new Contracts.Level4 { Weights = [1, 0] }, time, working.Script, draining.Script);
        for (int outage = 1; outage <= 3; outage++)
        {
            Assert.Equal("A", (await Trio.AskAsync(running)).Body);

            await working.Script.StopListeningAsync();
            await CheckAsync(running, time, draining.Script, $"{working.Script.Address} marked as UNHEALTHY", outage);
            for (int request = 0; request < 3; request++)
            {
                Assert.Equal("no_backend", (await Trio.AskAsync(running)).Field("X-LB-Cause"));
            }

            Assert.Equal(outage, Count(running, "All healthy backends drain"));

            working.Script.ListenAgain();
            await CheckAsync(running, time, draining.Script, $"{working.Script.Address} marked as HEALTHY", outage + 1);
        }

        Assert.Equal(0, Count(running, "All backends are unhealthy"));
    }

    /// <summary>Lets the next round of checks come, and waits for its news and its end.</summary>
    private static async Task CheckAsync(RunningLevel running, ManualTimeProvider time, ScriptedBackend last, string news, int times)
    {
        int before = last.Accepted;
        time.Advance(Interval);
        await Eventually.TrueAsync(() => Count(running, news) == times, $"{news}, {times} times");
        await Eventually.TrueAsync(() => last.Accepted > before && time.CountWaiting(TcpCheck.Limit) == 0, "the round is over");
    }

    private static int Count(RunningLevel running, string words) =>
        running.Logger.Lines.Count(line => line.Contains(words, StringComparison.Ordinal));
}
