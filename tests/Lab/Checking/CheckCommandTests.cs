using System.Globalization;
using System.Text;
using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Tests.Lab.Exercises;
using LearnLoadBalancer.Tests.Lab.Support;
using LearnLoadBalancer.Tests.Processes;

namespace LearnLoadBalancer.Tests.Lab.Checking;

/// <summary>The command line of <c>lab check</c> and <c>lab grade</c>, as its own process.</summary>
[UsesVerify]
public sealed class CheckCommandTests
{
    [Fact]
    public async Task Check_WrongUsage_IsOneLineAndExitCode2()
    {
        var terminal = new StringBuilder();
        await TypeAsync(terminal, "check", "level99");
        await TypeAsync(terminal, "check", "one");
        await TypeAsync(terminal, "check");
        await TypeAsync(terminal, "check", "level1", "--cmd", "x", "--url", "http://localhost:8090");
        await TypeAsync(terminal, "check", "level1", "--url", "localhost:8090");
        await TypeAsync(terminal, "check", "level1", "--url", "http://localhost:8090", "--backend-ports", "9001,9002");
        await TypeAsync(terminal, "check", "level1", "--backend-ports", "9001,9002,9003");
        await TypeAsync(terminal, "check", "level1", "--interval", "often");
        await TypeAsync(terminal, "check", "level1", "--interval", "0");
        await TypeAsync(terminal, "check", "level1", "--seed", "x");
        await TypeAsync(terminal, "check", "level1", "--cmd", "x", "--dir", "no-such-folder");
        await TypeAsync(terminal, "check", "level1", "--dir", ".");
        await TypeAsync(terminal, "check", "level1", "--url", "http://localhost:8090/path");
        await TypeAsync(terminal, "check", "level1", "--colour");
        await TypeAsync(terminal, "grade", "level1", "no-such-folder");
        await TypeAsync(terminal, "grade", "level1");

        await Verifier.Verify(terminal.ToString().TrimEnd());
    }

    [UnixFact]
    public async Task Check_ReportThatCannotBeWritten_SaysSoBeforeAnythingIsChecked()
    {
        ProgramResult result = await RunningProgram.RunAsync(Lab("check", "level1", "--json", "/dev/null/report.json"));

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("Can't write to '/dev/null/report.json': ", result.Errors, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Check_EmptyCommand_SaysWhatToWrite()
    {
        ProgramResult result = await RunningProgram.RunAsync(Lab("check", "level1", "--cmd", " "));

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("The command is empty.", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OneCheckOfOurLevel_PassesAndWritesBothReports()
    {
        using var folder = new TemporaryFolder();
        string json = Path.Combine(folder.Path, "sub", "run.json");
        string report = Path.Combine(folder.Path, "page");
        ProgramResult result = await RunningProgram.RunAsync(
            Lab("check", "1", "--only", "nine-in-order", "--seed", "7", "--json", json, "--report", report));

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.Contains("seed 7", result.Output, StringComparison.Ordinal);
        Assert.Contains("\"exitCode\": 0", await File.ReadAllTextAsync(json), StringComparison.Ordinal);
        Assert.Contains("nine-in-order", await File.ReadAllTextAsync(Path.Combine(report, "index.html")), StringComparison.Ordinal);
    }

    private static ProgramStart Lab(params IReadOnlyList<string> arguments) =>
        new(LabExecutable.Dotnet, ["exec", typeof(LabExecutable).Assembly.Location, .. arguments]);

    private static async Task TypeAsync(StringBuilder terminal, params string[] arguments)
    {
        ProgramResult result = await RunningProgram.RunAsync(Lab(arguments));
        terminal.Append(CultureInfo.InvariantCulture, $"$ lab {string.Join(' ', arguments)}\n");
        terminal.Append(result.Output).Append(result.Errors);
        terminal.Append(CultureInfo.InvariantCulture, $"(exit code {result.ExitCode})\n\n");
    }
}
