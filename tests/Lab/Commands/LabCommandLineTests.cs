using LearnLoadBalancer.Tests.Lab.Support;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Lab.Commands;

[StartsPrograms]
public sealed class LabCommandLineTests
{
    [Theory]
    [InlineData("jump", "Unknown command 'jump'. Run with --help to see what there is.")]
    [InlineData("up level9", "There is no level 'level9'. There is: level1, level2")]
    [InlineData("up --jump", "Unknown option '--jump'. Run 'up --help' to see what there is.")]
    [InlineData("--jump", "Unknown option '--jump'. Run 'up --help' to see what there is.")]
    [InlineData("up level1 level2", "Unknown argument 'level2'. Run 'up --help' to see what there is.")]
    [InlineData("up --backend-ports 1,2", "--backend-ports '1,2' are not three different ports. Write them with commas, for example --backend-ports 9011,9012,9013.")]
    [InlineData("up --listen 99999999", "--listen '99999999' is not an address. Write it as [host]:port with a port from 0 to 65535, for example --listen :8091.")]
    [InlineData("doctor --ports x", "--ports 'x' are not ports. Write them with commas, for example --ports 8090,9001,9002,9003.")]
    [InlineData("doctor --ports", "Required argument missing for option: '--ports'. Run 'doctor --help' to see what there is.")]
    [InlineData("race --live --requests 5000", "--requests does nothing with --live. Say how long it goes on, with --seconds.")]
    [InlineData("race --seconds 5", "--seconds does nothing without --live. Say how many requests there are, with --requests.")]
    [InlineData("race --live --seconds 51", "--seconds must be from 1 to 50.")]
    [InlineData("fuzz --seconds -5", "--seconds must be 1 or more.")]
    [InlineData("fuzz --case -1", "--case must be 0 or more.")]
    [InlineData("fuzz level2", "Levels below level3 copy bytes and read no requests: there is nothing to fuzz. Choose from level3 to level5.")]
    [InlineData("fuzz --cmd x --url http://localhost:8090", "--cmd starts a program and --url takes one that runs: give one of them.")]
    public async Task Lab_WrongUsage_SaysSoInOneLineAndEndsWithTwo(string arguments, string line)
    {
        await using LabRun lab = LabRun.Start(arguments.Split(' '));

        Assert.Equal(2, await lab.WaitForExitAsync());
        Assert.Empty(lab.Output);
        Assert.StartsWith(line, Assert.Single(lab.Errors), StringComparison.Ordinal);
    }

    [LinuxTheory]
    [InlineData("bench --quick --proxies direct --scenario small --own-tools --json /dev/null/x.json")]
    [InlineData("bench --quick --proxies direct --scenario small --own-tools --report /dev/null/x")]
    [InlineData("race --requests 1000 --report /dev/null/x")]
    public async Task Lab_ResultsCannotBeWritten_SaysSoBeforeTheWork(string arguments)
    {
        await using LabRun lab = LabRun.Start(arguments.Split(' '));

        Assert.Equal(2, await lab.WaitForExitAsync());
        Assert.Empty(lab.Output);
        Assert.StartsWith("Can't write to '/dev/null/x", Assert.Single(lab.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lab_Help_NamesTheCommands()
    {
        await using LabRun lab = LabRun.Start("--help");

        Assert.Equal(0, await lab.WaitForExitAsync());
        Assert.Contains(lab.Output, line => line.TrimStart().StartsWith("up ", StringComparison.Ordinal));
        Assert.Contains(lab.Output, line => line.TrimStart().StartsWith("doctor ", StringComparison.Ordinal));
    }
}
