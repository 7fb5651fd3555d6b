using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Tests.Processes;

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
}
