using System.Globalization;
using System.Text;
using LearnLoadBalancer.Tests.Processes;

namespace LearnLoadBalancer.Tests.DocumentedOutputs;

/// <summary>What Level 4 says of its options, and when they are wrong.</summary>
[UsesVerify]
[StartsPrograms]
public sealed class Level4CommandLineTests
{
    [Fact]
    public async Task Help_Level4_ExplainsEveryOption()
    {
        ProgramResult result = await RunningProgram.RunAsync(Programs.Level(4, "--help"));

        Assert.Equal(0, result.ExitCode);
        await Verifier.Verify(string.Join('\n', result.Output.Split('\n').Select(line => line.TrimEnd())).TrimEnd());
    }

    [Fact]
    public async Task Start_WrongUsage_IsOneLineAndExitCode2()
    {
        string[] lines =
        [
            "--backend localhost:9001,weight=257",
            "--backend localhost:9001,weight=-1",
            "--backend localhost:9001,wait=3",
            "--backend localhost:9001,weight=3,weight=3",
            "--backend localhost:0,weight=3",
            "--backend localhost:9001,weight=3 --backend localhost:9001",
            "--policy best",
            "--policy",
            "--hash-key path",
            "--policy ring-hash --hash-key cookie",
            "--bounded-load 1.25",
            "--policy maglev --bounded-load 1",
            "--policy maglev --bounded-load much",
            "--sticky-cookie home",
            "--sticky --sticky-cookie a;b",
            "--sticky --sticky-cookie __Host-home",
            "--sticky --sticky-cookie __secure-home --sticky-same-site none",
            "--sticky --sticky-same-site none",
            "--sticky --sticky-same-site sometimes",
            "--sticky-same-site lax",
            "--sticky --sticky-lifetime 30",
            "--sticky --sticky-lifetime 0s",
            "--sticky --sticky-key short",
            "--sticky-secure",
            "--listen :70000",
            "--weights 1,2,3",
        ];
        var terminal = new StringBuilder();
        foreach (string line in lines)
        {
            ProgramResult result = await RunningProgram.RunAsync(Programs.Level(4, line.Split(' ')));
            Assert.Single(result.Errors.TrimEnd('\n').Split('\n')); // The error, and nothing but it, is on standard error.
            terminal.Append(CultureInfo.InvariantCulture, $"$ level4 {line}\n{result.Output}{result.Errors}(exit code {result.ExitCode})\n\n");
        }

        await Verifier.Verify(terminal.ToString().TrimEnd());
    }
}
