using System.Globalization;
using System.Runtime.Versioning;
using LearnLoadBalancer.Tests.Lab.Support;
using Xunit.Sdk;

namespace LearnLoadBalancer.Tests.Processes;

[UnsupportedOSPlatform("windows")] // Signals.
[StartsPrograms]
public sealed class RunningProgramTests
{
    [Fact]
    public async Task Run_Program_KeepsBothStreamsAndTheExitCode()
    {
        ProgramResult result = await RunningProgram.RunAsync(Programs.Bash("echo out; printf rest; echo err >&2; exit 3"));

        Assert.Equal(new ProgramResult(3, "out\nrest", "err\n"), result);
    }

    [Fact]
    public async Task WaitForLine_LineThatComesTwice_FindsTheSecondAfterTheFirst()
    {
        await using RunningProgram program = RunningProgram.Start(Programs.Bash("echo a; echo b; read; echo a; echo c; read"));
        await program.WaitForLineAsync("b");

        Task<string> second = program.WaitForLineAsync("a", skip: 2);
        Assert.False(second.IsCompleted);
        await program.Input.WriteLineAsync();
        await program.Input.FlushAsync();

        Assert.Equal("a", await second);
        Assert.Equal("c", await program.WaitForLineAsync("c"));
    }

    [Fact]
    public async Task WaitForLine_ProgramEndsWithoutIt_FailsWithAllOutput()
    {
        await using RunningProgram program = RunningProgram.Start(Programs.Bash("echo one; echo two >&2; exit 4"));

        var failure = await Assert.ThrowsAsync<FailException>(() => program.WaitForLineAsync("three"));

        Assert.Contains("ended (exit code 4) without the line \"three\"", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--- its output ---\none\n", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--- its errors ---\ntwo\n", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_ProgramThatIsMissing_FailsAndSaysWhatToInstall()
    {
        var failure = Assert.Throws<FailException>(() => Programs.Find("no-such-program", "Install it from a good place."));

        Assert.Equal("This test runs the real no-such-program, which is not on the PATH. Install it from a good place.", failure.Message);
    }

    [UnixFact]
    public async Task Interrupt_Program_EndsItAsCtrlCWould()
    {
        await using RunningProgram program = RunningProgram.Start(Programs.Bash("trap 'exit 5' INT; echo up; read"));
        await program.WaitForLineAsync("up");

        program.Interrupt();

        Assert.Equal(5, await program.WaitForExitAsync());
    }

    [UnixFact]
    public async Task Dispose_ProgramWithChildren_LeavesNone()
    {
        int parent, child;
        await using (RunningProgram program = RunningProgram.Start(Programs.Bash("sleep 600 & echo $!; wait")))
        {
            parent = program.Id;
            child = int.Parse(await program.WaitForLineAsync(_ => true, "the child's id"), CultureInfo.InvariantCulture);
            Assert.True(Alive.IsRunning(child));
        }

        await Alive.AssertAllGoneAsync([parent, child]);
    }
}
