using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Lab.Checking.Targets;

public sealed class CommandLineTests
{
    [Fact]
    public void Of_WordsThatAShellWouldTakeApart_StandInQuotes() => Assert.Equal(
        @"sh -c 'echo $HOME; it'\''s' --listen :8090 ''", CommandLine.Of(new ChildProgram("sh", "-c", "echo $HOME; it's", "--listen", ":8090", "")));

    [Fact]
    public void FromHere_ProgramInAnotherFolder_GoesThereFirst()
    {
        Assert.Equal("cd /tmp && go run .", CommandLine.FromHere(new ChildProgram("go", "run", ".") { WorkingDirectory = "/tmp" }));
        Assert.Equal("go run .", CommandLine.FromHere(new ChildProgram("go", "run", ".") { WorkingDirectory = Environment.CurrentDirectory }));
    }

    /// <summary>What somebody types later: the ports of the course, since those of the run are nobody's any more.</summary>
    [Fact]
    public async Task StartByHand_CommandWithPlaces_HasThePortsOfTheCourseAndTheOptionsOfTheCheck()
    {
        await using var guard = new ProcessGuard();
        await using ITarget target = ProgramTargets.OfCommand(new CommandTemplate("lb --listen :{port} {options}"), Environment.CurrentDirectory, 4, guard, new Timeline());
        await using ITarget? varied = target.Vary(new PolicyPlan("--policy", "least-requests"));

        Assert.Equal("lb --listen :8090 --backend 127.0.0.1:9001 --backend 127.0.0.1:9002 --backend 127.0.0.1:9003", target.StartByHand);
        Assert.Equal("lb --listen :8090 --backend 127.0.0.1:9001 --backend 127.0.0.1:9002 --backend 127.0.0.1:9003 --policy least-requests", varied!.StartByHand);
        Assert.Contains($":{target.Port} ", target.StartLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartByHand_LevelOfOurs_IsDotnetRunOfItsFolder()
    {
        await using var guard = new ProcessGuard();
        await using ITarget target = ProgramTargets.OfLevel(1, guard, new Timeline());

        Assert.StartsWith("dotnet run --project level1-basic -- --listen :8090 --backend 127.0.0.1:9001 ", target.StartByHand, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dotnet run -- --listen :8090", true)]
    [InlineData("sh -c 'go run main.go'", true)]
    [InlineData("python3 lb.py", false)]
    [InlineData("./lb --make", false)]
    public void Builds_ACommand_IsToldByItsWords(string line, bool builds) => Assert.Equal(builds, BuildTools.Builds(line));
}
