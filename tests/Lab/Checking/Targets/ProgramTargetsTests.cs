using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Lab.Checking.Targets;

/// <summary>The contract with a stranger's program: which ports it has when it is told none. Nothing is started.</summary>
public sealed class ProgramTargetsTests
{
    private const int CoursePort = 8090;

    private static readonly int[] CourseBackends = [9001, 9002, 9003];

    [Fact]
    public async Task OfCommand_NoPlaces_HasThePortsOfTheCourse()
    {
        await using ITarget target = TargetOf("go run main.go");

        Assert.Equal(CoursePort, target.Port);
        Assert.Equal(CourseBackends, target.BackendPorts);
    }

    [Fact]
    public async Task OfCommand_PortOnly_GetsAFreeOneAndTheBackendsOfTheCourse()
    {
        await using ITarget target = TargetOf("lb {port}");

        Assert.NotEqual(CoursePort, target.Port);
        Assert.Equal(CourseBackends, target.BackendPorts);
    }

    [Theory]
    [InlineData("lb {backends}")]
    [InlineData("lb {backend1} {backend2} {backend3}")]
    [InlineData("lb {options}")]
    public async Task OfCommand_BackendsOnly_GetsFreeOnesAndThePortOfTheCourse(string command)
    {
        await using ITarget target = TargetOf(command);

        Assert.Equal(CoursePort, target.Port);
        Assert.Equal(3, target.BackendPorts.Except(CourseBackends).Count());
    }

    [Fact]
    public async Task OfCommand_PortAndBackends_GetsFourFreeOnes()
    {
        await using ITarget target = TargetOf("lb {port} {backends}");

        Assert.Equal(4, target.BackendPorts.Append(target.Port).Except([CoursePort, .. CourseBackends]).Count());
    }

    /// <summary>A port that was picked is never given back, and <c>lab watch</c> picks on every save.</summary>
    [Theory]
    [InlineData("dotnet run", new int[0])]
    [InlineData("lb {port}", new[] { 1 })]
    [InlineData("lb {backends}", new[] { 3 })]
    [InlineData("lb {port} {backends}", new[] { 1, 3 })]
    public void ChoosePorts_AnyCommand_PicksNoMoreThanItCanTell(string command, int[] picks)
    {
        var picked = new List<int>();

        (int port, IReadOnlyList<int> backends) = ProgramTargets.ChoosePorts(new CommandTemplate(command), count =>
        {
            picked.Add(count);
            return [.. Enumerable.Range(100 * count, count)];
        });

        Assert.Equal(picks, picked);
        Assert.Equal(picks.Contains(1) ? 100 : CoursePort, port);
        Assert.Equal(picks.Contains(3) ? [300, 301, 302] : CourseBackends, backends);
    }

    private static ITarget TargetOf(string command) =>
        ProgramTargets.OfCommand(new CommandTemplate(command), Environment.CurrentDirectory, 1, new ProcessGuard(), new Timeline());
}
