using System.Net;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Lab.Processes;

[StartsPrograms]
public sealed class LevelStartTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task WaitAsync_ItListens_TellsWhere()
    {
        await using var guard = new ProcessGuard();
        IPEndPoint endPoint = await LevelStart.WaitAsync(Start(guard, "--listen", "127.0.0.1:0"), "Level 1", Limit, CancellationToken.None);

        Assert.Equal(IPAddress.Loopback, endPoint.Address);
        Assert.NotEqual(0, endPoint.Port);
    }

    [Fact]
    public async Task WaitAsync_ItEndsInstead_SaysWhyAtOnce()
    {
        await using var guard = new ProcessGuard();
        var e = await Assert.ThrowsAsync<StartupException>(
            () => LevelStart.WaitAsync(Start(guard, "--jump"), "Level 1", Timeout.InfiniteTimeSpan, CancellationToken.None).WaitAsync(Limit));

        Assert.StartsWith("Level 1 does not start. Its last line: Unknown option '--jump'.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitAsync_ItSaysNothing_SaysSo()
    {
        await using var guard = new ProcessGuard();
        ChildProcess silent = guard.Start(new ChildProgram(Executables.Find(Executables.Node)!, "-e", "setInterval(() => {}, 1000)"));

        var e = await Assert.ThrowsAsync<StartupException>(
            () => LevelStart.WaitAsync(silent, "Level 1", TimeSpan.Zero, CancellationToken.None).WaitAsync(Limit));

        Assert.Equal("Level 1 runs, but does not listen after 0 s. It printed nothing.", e.Message);
    }

    private static ChildProcess Start(ProcessGuard guard, params string[] arguments) => guard.Start(LevelProgram.Find("level1")!.WithArguments(arguments));
}
