using System.Globalization;
using System.Text;
using LearnLoadBalancer.Tests.Processes;

namespace LearnLoadBalancer.Tests.DocumentedOutputs;

/// <summary>What the levels say when they can't do what they are told, and with which exit code.</summary>
[UsesVerify]
[StartsPrograms]
public sealed class ErrorLineTests
{
    [Fact]
    public async Task Start_PortInUse_IsOneLineAndExitCode1()
    {
        var terminal = new StringBuilder();
        await using NodeBackend other = await NodeBackend.StartAsync(1);
        foreach (int level in new[] { 1, 2 })
        {
            await TypeAsync(terminal, level, "--listen", $":{other.Port}");
        }

        // The way out that the line shows is a port further on.
        var ports = new DocumentedPorts([8090, 8091], [other.Port, other.Port + 1]);
        await Verifier.Verify(ports.ToDocumented(terminal.ToString()).TrimEnd());
    }

    [Fact]
    public async Task Start_WrongUsage_IsOneLineAndExitCode2()
    {
        var terminal = new StringBuilder();
        foreach (int level in new[] { 1, 2 })
        {
            await TypeAsync(terminal, level, "--listen", ":70000");
            await TypeAsync(terminal, level, "--listen", "8090");
            await TypeAsync(terminal, level, "--backend", "localhost");
            await TypeAsync(terminal, level, "--backend", "localhost:0");
            await TypeAsync(terminal, level, "--backend", "localhost:9001", "--backend", "http://localhost:9002");
            await TypeAsync(terminal, level, "--backends", "localhost:9001");
            await TypeAsync(terminal, level, "--listen");
        }

        await Verifier.Verify(terminal.ToString().TrimEnd());
    }

    /// <summary>Runs a level that ends by itself, and takes down all it leaves: a terminal shows both streams alike.</summary>
    private static async Task TypeAsync(StringBuilder terminal, int level, params string[] arguments)
    {
        ProgramResult result = await RunningProgram.RunAsync(Programs.Level(level, arguments));
        Assert.Single(result.Errors.TrimEnd('\n').Split('\n')); // The error, and nothing but it, is on standard error.
        terminal.Append(CultureInfo.InvariantCulture, $"$ level{level} {string.Join(' ', arguments)}\n");
        terminal.Append(result.Output).Append(result.Errors);
        terminal.Append(CultureInfo.InvariantCulture, $"(exit code {result.ExitCode})\n\n");
    }
}
