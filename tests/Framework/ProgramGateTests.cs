using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Tests.Processes;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Framework;

/// <summary>This class is not marked with <see cref="StartsProgramsAttribute"/>, and that is part of the test.</summary>
public sealed class ProgramGateTests
{
    [Fact]
    public void Start_InAClassThatIsNotMarked_IsRefused()
    {
        var e = Assert.Throws<InvalidOperationException>(() => RunningProgram.Start(Programs.Node("server1.js", "0")));

        Assert.Equal("This test starts a program, node, and its class is not marked. Put [StartsPrograms] above the class.", e.Message);
    }

    [Fact]
    public async Task Start_ByTheLabInAClassThatIsNotMarked_IsRefused()
    {
        await using var guard = new ProcessGuard();

        Assert.Throws<InvalidOperationException>(() => guard.Start(LevelProgram.Find("level1")!.WithArguments()));
    }

    [Fact]
    public async Task RunInsideAsync_EveryPlaceTaken_WaitsForOne()
    {
        using var gate = new ProgramGate(places: 2);
        TaskCompletionSource<int> first = new(), second = new(), third = new();
        bool thirdHasBegun = false;
        Task<int>[] running =
        [
            gate.RunInsideAsync(() => first.Task),
            gate.RunInsideAsync(() => second.Task),
            gate.RunInsideAsync(() =>
            {
                thirdHasBegun = true;
                return third.Task;
            }),
        ];
        Assert.False(thirdHasBegun);

        second.SetResult(2);
        Assert.Equal(2, await running[1]);
        third.SetResult(3);
        Assert.Equal(3, await running[2]);
        Assert.True(thirdHasBegun);

        first.SetResult(1);
        await running[0];
    }

    /// <summary>Or a failing class would take its place with it.</summary>
    [Fact]
    public async Task RunInsideAsync_TestsThatThrow_GiveTheirPlaceBack()
    {
        using var gate = new ProgramGate(places: 1);

        await Assert.ThrowsAsync<NotSupportedException>(() => gate.RunInsideAsync<int>(() => throw new NotSupportedException()));

        Assert.Equal(5, await gate.RunInsideAsync(() => Task.FromResult(5)));
    }

    [Fact]
    public async Task Hear_IdleProcessors_LetsOneMoreInEachTime_UpToTheLimit()
    {
        using var gate = new ProgramGate(places: 1, extraPlaces: 2);
        TaskCompletionSource<int> end = new();
        int begun = 0;
        Task<int>[] running = [.. Enumerable.Range(0, 4).Select(_ => gate.RunInsideAsync(BeginAsync))];
        Assert.Equal(1, begun);

        gate.Hear(idleShare: 0.1);
        Assert.Equal(1, begun);
        gate.Hear(idleShare: 0.5);
        await EventuallyAsync(2);
        gate.Hear(idleShare: 0.5);
        await EventuallyAsync(3);
        gate.Hear(idleShare: 0.5);

        end.SetResult(1);
        Assert.Equal(4, (await Task.WhenAll(running)).Length);
        Assert.Equal(4, begun);

        Task<int> BeginAsync()
        {
            Interlocked.Increment(ref begun);
            return end.Task;
        }

        Task EventuallyAsync(int count) => Eventually.TrueAsync(() => Volatile.Read(ref begun) == count, $"{count} inside");
    }

    /// <summary>An extra place is not given on when the processors are busy by then.</summary>
    [Fact]
    public async Task Leave_BusyProcessors_TakesTheExtraPlaceAway()
    {
        using var gate = new ProgramGate(places: 1, extraPlaces: 1);
        TaskCompletionSource<int> first = new(), second = new();
        Task<int> one = gate.RunInsideAsync(() => first.Task);
        Task<int> two = gate.RunInsideAsync(() => second.Task);
        gate.Hear(idleShare: 1);
        bool thirdHasBegun = false;
        Task<int> three = gate.RunInsideAsync(() =>
        {
            thirdHasBegun = true;
            return Task.FromResult(3);
        });

        gate.Hear(idleShare: 0);
        first.SetResult(1);
        await one;
        Assert.False(thirdHasBegun);

        second.SetResult(2);
        await two;
        Assert.Equal(3, await three);
    }
}
