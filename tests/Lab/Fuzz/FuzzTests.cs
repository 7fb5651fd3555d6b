using System.Runtime.Versioning;
using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Tests.Lab.Support;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Lab.Fuzz;

[StartsPrograms]
public sealed class FuzzTests
{
    private const int StopSignal = 19;

    [LinuxFact]
    [UnsupportedOSPlatform("windows")]
    public async Task Fuzz_StoppedWhileLevel3Starts_SaysSoInOneLine()
    {
        await using LabRun lab = LabRun.Start("fuzz", "--seconds", "600");
        int level = 0;
        await Eventually.TrueAsync(() => (level = Level3Of(lab)) > 0, "Level 3 is being started");

        // So that it does not get as far as to listen, however long the signal to the lab takes.
        Assert.Equal(0, Posix.Kill(level, StopSignal));
        Assert.Equal(0, Posix.Kill(lab.Process.Id, Posix.SigTerm));

        Assert.Equal(1, await lab.WaitForExitAsync());
        Assert.Equal("Stopped.", Assert.Single(lab.Errors));
    }

    [Fact]
    public async Task Fuzz_AProgramByItsCommand_KeepsItsPromises()
    {
        await using LabRun lab = LabRun.Start("fuzz", "--seconds", "1", "--seed", "7", "--cmd", Level3());

        Assert.Equal(0, await lab.WaitForExitAsync());
        Assert.Matches(@"^Seed 7: \d+ cases, \d+ requests at the backend, 0 broken promises\.$", Assert.Single(lab.Output));
    }

    [Fact]
    public async Task Fuzz_AProgramThatForgetsRequests_SaysWhichCaseShowsIt()
    {
        await using LabRun lab = LabRun.Start("fuzz", "--seconds", "600", "--seed", "7", "--cmd", Zoo("drops-pipelined"));

        Assert.Equal(1, await lab.WaitForExitAsync());
        Assert.Matches(@"^Case \d+ of seed 7: \d valid requests, \d answers, ", lab.Errors[0]);
    }

    [Fact]
    public async Task Fuzz_AProgramThatEnds_SaysItsLastLine()
    {
        await using LabRun lab = LabRun.Start("fuzz", "--cmd", Zoo("no-such-animal"));

        Assert.Equal(1, await lab.WaitForExitAsync());
        string error = Assert.Single(lab.Errors);
        Assert.Contains("does not start. Its last line: ", error, StringComparison.Ordinal);
        Assert.Contains("no-such-animal", error, StringComparison.Ordinal);
    }

    private static string Level3()
    {
        ChildProgram level = LevelProgram.Find("level3")!.WithArguments("--listen", ":{port}", "--backend", "{backend1}", "--backend", "{backend2}");
        return string.Join(' ', level.Arguments.Prepend(level.FileName).Select(word => $"\"{word}\""));
    }

    private static string Zoo(string animal) =>
        $"\"{LabExecutable.Dotnet}\" exec \"{Path.Combine(AppContext.BaseDirectory, "LearnLoadBalancer.Zoo.dll")}\" {animal} "
        + "--listen :{port} --backend {backend1} --backend {backend2} --backend {backend3}";

    private static int Level3Of(LabRun lab) => Family.ChildrenOf(lab.Process.Id)
        .Where(child => child.Value.Contains("Level3.dll", StringComparison.Ordinal)).Select(child => child.Key).FirstOrDefault();
}
